// SPDX-License-Identifier: EUPL-1.2
/* Settle what was typed, and write it as a letter that anybody can read. */

import { fill, slugify } from "./french.js";
import { patternsOf } from "./patterns.js";
import { tidy } from "./plain.js";

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

/* What was typed: one line, trimmed, only choices that are offered. */
function plainValue(field, typed, rules) {
  const offered = (field.choices ?? []).map(([slug]) => slug);
  if (field.kind === "list") return items(Array.isArray(typed) ? typed.join("\n") : typed, rules);
  if (field.kind === "choices") return offered.filter((slug) => [typed].flat().includes(slug));
  if (field.kind === "choice") return offered.includes(typed) ? typed : "";
  if (field.kind === "yes") return typed === "oui" ? "oui" : "";
  const text = oneLine(typed, rules);
  return field.kind === "month" ? inFrench(text, rules) : text;
}

/* The month that a browser's own picker gives, as one says it. */
function inFrench(text, { months }) {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text) ?? [];
  return year ? `${months[month - 1]} ${year}` : text;
}

/* Return every value by key. */
export function settle(typed, rules) {
  const values = {};
  for (const field of rules.fields) values[field.key] = plainValue(field, typed[field.key], rules);
  for (const { key } of rules.sections) values[key] = clean(typed[key], rules).trim();
  return values;
}

/* The texts one after the other, in their plain form; `starts` gives the line of each. */
export function bodyOf(values, rules) {
  const starts = {};
  let body = "";
  for (const { key, title, required } of rules.sections) {
    if (!required && !values[key]) continue;
    starts[key] = 1 + body.split("\n").length;
    body += `\n${rules.letter.heading} ${title}\n${values[key] ? `\n${values[key]}\n` : ""}`;
  }
  return { starts, body: tidy(body, rules) };
}

/* The letter; the line by which its author may be reached goes to no public place. */
export function letterOf(values, body, rules, { isPublic = false } = {}) {
  const { first, labels, last } = rules.letter;
  const keys = Object.keys(labels).filter((key) => !(isPublic && key === "joindre"));
  const lines = keys.map((key) => [labels[key], said(key, values, rules)]).filter(([, text]) => text);
  const header = lines.map(([label, text]) => `${label}\u00a0: ${text}`).join("\n");
  return `${fill(first, { site: rules.site_name })}\n\n${header}\n${body}\n${last}\n`;
}

/* What a line of the letter says, in words. */
function said(key, values, rules) {
  const { answers, between, private: never } = rules.letter;
  const { kind, choices = [] } = rules.fields.find((field) => field.key === key);
  const value = values[key];
  const labels = new Map(choices);
  if (kind === "list") return value.join(between);
  if (kind === "choices") return value.map((slug) => labels.get(slug)).join(between);
  if (key === "categorie" || key === "reconnaissable") return value || answers.unknown;
  if (kind === "choice") return labels.get(value) ?? "";
  if (kind === "contact") return value && `${value}  ${never}`;
  return value;
}

/* What the file of a letter is called. */
export function nameOf(values, rules, isDraft) {
  const words = values.titre ? slugify(values.titre).slice(0, 60).replace(/-$/, "") : new Date().toISOString().slice(0, 10); // never a name
  return `${[isDraft ? rules.says.draft : rules.says.file, words].filter(Boolean).join("-")}.txt`;
}
