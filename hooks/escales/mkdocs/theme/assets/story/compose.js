// SPDX-License-Identifier: EUPL-1.2
/* Settle what was typed, and write it as files of the repository. */

import { slugify } from "./french.js";
import { isoDate } from "./header.js";
import { patternsOf } from "./patterns.js";

const HALVES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const NEW_LINE = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
const isLatin = (code) => code >= 0x80 && code < 0xa0; // numbers that browsers read as letters of Windows

const WINDOWS = new TextDecoder("windows-1252");
const MAC = new TextDecoder("macintosh");
const [BYTES, MAC_BYTES] = [new Map(), new Map()];
for (let byte = 0x80; byte < 0x100; byte++) {
  BYTES.set(String.fromCharCode(byte), byte).set(WINDOWS.decode(Uint8Array.of(byte)), byte);
  MAC_BYTES.set(MAC.decode(Uint8Array.of(byte)), byte);
}
const lettersOf = (signs) => {
  const bytes = "√¬≈‚".includes(signs[0]) ? MAC_BYTES : BYTES;
  return new TextDecoder().decode(Uint8Array.from(signs, (sign) => bytes.get(sign)));
};
/* As many times as it was saved so. */
function withItsLetters(text, pattern) {
  while (text.search(pattern) >= 0) text = text.replace(pattern, lettersOf);
  return text;
}

/* What the check would refuse since it does not show goes: nobody means it, and few could find it.
What was pasted from a text saved twice, in a wrong encoding, has its letters again. */
export const clean = (text, rules) => {
  const { hidden, meaningless, saved_twice: savedTwice, stacked, symbol_bullet: symbol } = patternsOf(rules).anywhere;
  const letters = withItsLetters(String(text ?? "").replace(HALVES, ""), savedTwice);
  const lines = letters.replace(NEW_LINE, "\n").normalize("NFC");
  const read = withoutReferences(lines.replace(meaningless, ""), rules).replace(meaningless, "");
  const shown = read.replace(symbol, "•").replace(hidden, "").replace(stacked, "").normalize("NFC");
  return shown.includes("&") && shown !== text ? clean(shown, rules) : shown;
};

/* What the name of a sign stands for in HTML, as the browser has it; "&x;" when x is no name. */
const shelf = document.createElement("p"); // on no page
export function signOf(name) {
  shelf.innerHTML = `&${name};`; // letters and digits: no tag
  return shelf.textContent;
}

/* Put the characters that do not show in place of their numbers and names. */
function withoutReferences(text, rules) {
  const { anywhere, whole } = patternsOf(rules);
  return text.replace(anywhere.reference, (reference, number, hexadecimal, name) => {
    const code = hexadecimal ? parseInt(hexadecimal, 16) : Number(number);
    const sign = name ? signOf(name) : code <= 0x10ffff && !isLatin(code) ? String.fromCodePoint(code) : "";
    if (!whole.unseen.test(sign)) return reference;
    return /[\v\f]/.test(sign) ? " " : sign;
  });
}
const asOneLine = (text) => text.replace(/[ \t\n]+/g, " ").trim();
const oneLine = (text, rules) => asOneLine(clean(text, rules));

/* The items of a list, one a line, or all on a line. */
function items(text, rules) {
  const { anywhere } = patternsOf(rules);
  const apart = (written, mark) => (written.search(anywhere.formatted) >= 0 ? [written] : written.split(mark));
  let lines = clean(text, rules).split("\n").map(asOneLine).filter(Boolean);
  if (lines.length === 1) {
    const line = lines[0].search(anywhere.formatted) >= 0 ? lines[0] : lines[0].replace(anywhere.last, "");
    lines = apart(line, line.search(anywhere.between_items) >= 0 ? anywhere.between_items : anywhere.comma);
  }
  return lines.flatMap((line) => apart(line.trim(), anywhere.in_item)).map(asOneLine).filter(Boolean);
}

/* What was typed, as the file has it: one line, trimmed, only choices that are offered. */
function plainValue(field, typed, rules) {
  if (field.kind === "list") return items(Array.isArray(typed) ? typed.join("\n") : typed, rules);
  if (field.kind === "choices") return field.choices.filter((slug) => [typed].flat().includes(slug));
  if (field.kind === "choice") return field.choices.includes(typed) ? typed : "";
  if (field.kind === "yes") return typed === "oui" ? "oui" : "";
  const text = oneLine(typed, rules);
  return field.kind === "date" ? (isoDate(text, rules) ?? text) : text;
}

/* Return every value by key; `today` stands for a day of publication that was left out. */
export function settle(typed, rules, today) {
  const values = {};
  for (const field of rules.fields) values[field.key] = plainValue(field, typed[field.key], rules);
  values.publie_le ||= today;
  for (const [role, fields] of Object.entries(rules.employers)) {
    if (values[role] !== rules.other) continue;
    for (const field of fields) values[field.key] = plainValue(field, typed[field.key], rules);
  }
  for (const { key } of rules.sections) values[key] = clean(typed[key], rules).trim();
  values.fichier = oneLine(typed.fichier, rules).replace(/\.md$/, "");
  return values;
}

const quoted = (text) => `"${text.replace(/["\\]/g, "\\$&")}"`;

function writeField(key, value, field, indent) {
  if (field.kind === "list" || field.kind === "choices") {
    const items = value.map((item) => `${indent}  - ${quoted(item)}\n`);
    return value.length ? `${indent}${key}:\n${items.join("")}` : "";
  }
  return value ? `${indent}${key}: ${quoted(value)}\n` : "";
}

export const employerSlug = (values, role, rules) => slugify(values[`${role}.nom`]) || rules.plain_name;

/* The name of the file: the one that was asked for, or the first free one that the title gives. */
export function nameOf(values, rules, names) {
  if (values.fichier) return values.fichier;
  const plain = slugify(values.titre) || rules.plain_name;
  const held = (name) => rules.reserved.stories.includes(name) || holder(name, names) !== undefined;
  let [name, number] = [plain, 1];
  while (held(name)) name = `${plain}-${++number}`;
  return name;
}

/* The path of the story that has a name, or undefined. */
export function holder(name, names) {
  if (Object.hasOwn(names.ailleurs, name)) return names.ailleurs[name];
  return names.recits.includes(name) ? `stories/${name}.md` : undefined;
}

/* Write plain values: the story first, then the employers that the site does not know.
`starts` gives the line of each section, `line` that of the body. */
export function compose(values, rules, names) {
  const name = nameOf(values, rules, names);
  const header = writeHeader(values, rules);
  const line = header.split("\n").length;
  const starts = {};
  let body = "\n";
  for (const { key, title, required } of rules.sections) {
    if (!required && !values[key]) continue;
    starts[key] = line + body.split("\n").length;
    body += `\n## ${title}\n${values[key] ? `\n${values[key]}\n` : ""}`;
  }
  const story = { path: `stories/${name}.md`, text: header + body };
  return { name, line, body, starts, files: [story, ...employerFiles(values, rules)] };
}

function writeHeader(values, rules) {
  let [story, consent] = ["", ""];
  for (const field of rules.fields) {
    const [first, below] = field.key.split(".");
    const value = values[field.key] === rules.other ? employerSlug(values, first, rules) : values[field.key];
    if (!below) story += writeField(first, value, field, "");
    else consent += writeField(below, value || (field.kind === "yes" ? "non" : ""), field, "  ");
  }
  return `---\n${story}consentement:\n${consent}---`;
}

function employerFiles(values, rules) {
  const files = new Map();
  for (const [role, fields] of Object.entries(rules.employers)) {
    if (values[role] !== rules.other) continue;
    const path = `docs/collectivites/${employerSlug(values, role, rules)}.md`;
    const fieldLines = fields.map((field) => writeField(field.key.split(".")[1], values[field.key], field, ""));
    const header = fieldLines.join("") || "{}\n"; // no field at all is still a header
    if (!files.has(path)) files.set(path, `---\n${header}---\n\n${rules.employer_text}\n`);
  }
  return [...files].map(([path, text]) => ({ path, text }));
}
