// SPDX-License-Identifier: EUPL-1.2
/* Settle what was typed, and write it as files of the repository. */

import { slugify } from "./french.js";
import { isoDate } from "./header.js";

// Nobody types these, no one sees them, and files do without: controls, marks of order, halves.
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufeff\ufffe\uffff]/g;
// The same as `hidden.py` refuses: here they go, since nobody means them and few could find them.
const EMOJI = "\\u00a9\\u00ae\\u203c-\\u3299\\ufe0f\\u{1f000}-\\u{1faff}";
const MARKS = "\\u0300-\\u036f\\u0483-\\u0489\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f";
const NO_WIDTH =
  "\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180e\\u200b\\u2060-\\u2065\\u206a-\\u206f\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb";
const ORDER = "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069";
const NOBODYS = "\\ue000-\\uf8ff\\ufdd0-\\ufdef\\ufffe\\uffff\\u{e0000}-\\u{e0fff}\\u{f0000}-\\u{10ffff}";
const HIDDEN = new RegExp(
  `[${NO_WIDTH}${ORDER}${NOBODYS}]|(?<![${EMOJI}])[\\u200c\\u200d]|(?<=[\\ufe00-\\ufe0f])[\\ufe00-\\ufe0f]`,
  "gu",
);
const STACKED = new RegExp(`(?<=[${MARKS}]{3})[${MARKS}]+`, "gu");
const HALVES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const NEW_LINE = /\r\n|[\r\u0085\u2028\u2029]/g;

export const clean = (text) => {
  const lines = String(text ?? "").replace(UNSEEN, "").replace(HALVES, "").replace(NEW_LINE, "\n");
  return lines.normalize("NFC").replace(HIDDEN, "").replace(STACKED, "").normalize("NFC");
};
const oneLine = (text) => clean(text).replace(/[ \t\n]+/g, " ").trim();
const lines = (text) => clean(text).split("\n").map(oneLine).filter(Boolean);

/* What was typed, as it will be written: one line, trimmed, only choices that are offered. */
function settled(field, typed) {
  if (field.kind === "list") return lines(Array.isArray(typed) ? typed.join("\n") : typed);
  if (field.kind === "choices") return field.choices.filter((slug) => [typed].flat().includes(slug));
  if (field.kind === "choice") return field.choices.includes(typed) ? typed : "";
  if (field.kind === "yes") return typed === "oui" ? "oui" : "";
  const text = oneLine(typed);
  return field.kind === "date" ? (isoDate(text) ?? text) : text;
}

/* Return every value by key; `today` stands for a day of publication that was left out. */
export function settle(typed, rules, today) {
  const values = {};
  for (const field of rules.fields) values[field.key] = settled(field, typed[field.key]);
  values.publie_le ||= today;
  for (const [role, fields] of Object.entries(rules.employers)) {
    if (values[role] !== rules.other) continue;
    for (const field of fields) values[field.key] = settled(field, typed[field.key]);
  }
  for (const { key } of rules.sections) values[key] = clean(typed[key]).trim();
  values.fichier = oneLine(typed.fichier).replace(/\.md$/, "");
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

/* Write settled values: the story first, then the employers that the site does not know.
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
    const told = fields.map((field) => writeField(field.key.split(".")[1], values[field.key], field, ""));
    const header = told.join("") || "{}\n"; // no field at all is still a header
    if (!files.has(path)) files.set(path, `---\n${header}---\n\n${rules.employer_text}\n`);
  }
  return [...files].map(([path, text]) => ({ path, text }));
}
