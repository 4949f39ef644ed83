// SPDX-License-Identifier: EUPL-1.2
/* What no contributed text may hold, as `body.py`, `tidy.py` and `bounds.py` find it. */

import { lengthOf } from "./french.js";

const W = "\\p{L}\\p{N}_"; // what Python takes for a letter of a word
const TIDY = [
  [/\n[ \t\u00a0\u202f]+(?=\n)/gu, "\n"],
  [new RegExp(`\\n {1,3}(?=#{1,6}[ ${W}«])`, "gu"), "\n"],
  [/\n([ \t]*)([-*+]|\p{Nd}{1,9}\.)[\u00a0\u202f]+/gu, "\n$1$2 "],
  [/\n {2,3}(?=(?:[-*+]|\p{Nd}{1,9}\.) )/gu, "\n    "],
];
const DEEP = /\n(?:(?:[ \t]*(?:[-*+]|\p{Nd}{1,9}\.)[ \t]+){4}|[ \t]*(?:>[ \t]*){6}|[ \t]{24,}\S)/u;
const DEEP_RUNS = ["[".repeat(12), "]".repeat(12), "*".repeat(200), "_".repeat(200)];
const LONGEST_PARAGRAPH = 20000;
const MOST_OPEN = 50;
const MOST_HEADINGS = 200;
const CLOSED = /\[\[[^[\]]*\]\]|\[[^[\]]*\](?![([])/gu;
const BLANK_LINE = /\n[ \t]*\n/u;
const CROWD = /^[ >]{0,9}(?:#|[-=*_ ]+$)/gmu;
const CODE = /(?<![\\`])(`+)(?!`)[^\n]+?(?<!`)\1(?!`)/gu;
const HEADING = /^(#{1,6})(.*)$/u;
const UNDERLINE = /^(?:=+|-+) *$/u;
const AUTOLINK = /<(?<target>[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*|[^\s<>/@]+@[^\s<>]+)>/gu;
const HTML = new RegExp(`<(/?[A-Za-z][${W}-]*|[/!?])[^>\\n]{0,60}>?`, "gu");
const ATTRIBUTES = new RegExp(
  `\\{:[^{}\\n]{0,200}\\}|\\{[ \\t]{0,9}(?:[.#][${W}-]|[${W}-]{1,40}[ \\t]{0,9}=)[^{}\\n]{0,200}\\}`,
  "gu",
);
const LINK =
  /\[(?<text>(?:[^[\]\\]|\\.|\[(?:[^[\]\\]|\\.)*\]){0,1000})\]\((?<inside>(?:[^()\\]|\\.|\([^()]*\)){0,2000})\)/gu;
const TITLE = /(?<!\s)\s+(?:"[^"]*"|'[^']*')\s*$/u;
const DEFINITION =
  /^[ >]{0,9}\[(?!\^)(?<name>[^[\]]{1,300})\]:[ \t]*\n?[ \t]*<?(?<target>[^\s>]+)(?=[\s>]|$)>?[ \t]*(?:"[^\n]*"|'[^\n]*'|\([^\n]*\))?[ \t]*$/gmu;
const FOOTNOTE = /\[\^[^[\]\n]+\]/gu;
const INCLUDE = /-{1,9}8<-{1,9}[^\n]{0,60}|\{(?:\{[^{}\n]{0,60}|%[^%\n]{0,60}%?|![^!\n]{0,60}!?)\}{0,2}/gu;
const PLACEHOLDER = /\[\[([^[\]\n]+)\]\]/gu;
const IMAGE_REFERENCE = /!\[(?<alt>[^\]\n]*)\](?!\()(?: ?\[(?<name>[^\]\n]*)\])?/gu;

export function tidy(text) {
  return TIDY.reduce((told, [pattern, plain]) => told.replace(pattern, plain), `\n${text}`).slice(1);
}

const blank = (found) => found.replace(/[^\n]/gu, " ");

/* Read a text whose first line is `line` of its file; `note(code, line, values)` takes each fault. */
export function readBody(written, line, note) {
  const text = tidy(written);
  const plain = text.replace(CODE, blank);
  const at = (offset) => line + (plain.slice(0, offset).match(/\n/g) || []).length;
  const body = { lines: text.split("\n"), line, headings: [], links: [] };
  const deep = tooDeep(plain);
  const full = deep === undefined ? tooCrowded(plain, plain.replace(LINK, (link) => link.replace(/[^\n]/g, " "))) : undefined;
  if (full !== undefined) {
    note("too-crowded", at(full));
    return { ...body, crowded: true };
  }
  body.headings = findHeadings(plain.split("\n"), line);
  if (deep !== undefined) {
    note("too-nested", at(deep));
    return body;
  }
  for (const match of plain.matchAll(FOOTNOTE)) note("footnote", at(match.index));
  body.links = findLinks(plain, at);
  noteHtml(withoutAngles(plain, body.links).replace(AUTOLINK, blank), note, line);
  for (const match of plain.matchAll(ATTRIBUTES)) note("attribute-list", at(match.index), { found: match[0] });
  for (const pattern of [INCLUDE, PLACEHOLDER]) {
    for (const match of text.matchAll(pattern)) note("include", at(match.index), { found: match[0] });
  }
  return body;
}

function tooDeep(plain) {
  const found = DEEP_RUNS.map((run) => plain.indexOf(run));
  found.push(`\n${plain}`.search(DEEP));
  const places = found.filter((place) => place >= 0);
  return places.length ? Math.min(...places) : undefined;
}

/* As `bounds.py` tells where a text is too full; it counts characters, not the halves of an emoji. */
function tooCrowded(plain, unlinked) {
  let start = 0;
  if (plain.length > LONGEST_PARAGRAPH || unlinked.split("[").length - 1 > MOST_OPEN) {
    for (const paragraph of plain.split(BLANK_LINE)) {
      const end = start + paragraph.length;
      const left = unlinked.slice(start, end).replace(CLOSED, "").split("[").length - 1;
      if (lengthOf(paragraph) > LONGEST_PARAGRAPH || left > MOST_OPEN) return start;
      start = plain.indexOf("\n", end + 1) + 1;
    }
  }
  return [...plain.matchAll(CROWD)][MOST_HEADINGS]?.index;
}

function withoutAngles(plain, links) {
  const signs = plain.split("");
  for (const { start } of links) {
    const opened = plain.slice(Math.max(0, start - 9), start).includes("](");
    if (signs[start - 1] === "<" && opened) signs[start - 1] = " ";
  }
  return signs.join("");
}

function noteHtml(plain, note, first) {
  const opened = new Set();
  for (const match of plain.matchAll(HTML)) {
    const name = match[1].toLowerCase();
    if (name.startsWith("/") && opened.has(name.slice(1))) continue;
    opened.add(name);
    const line = first + (plain.slice(0, match.index).match(/\n/g) || []).length;
    note("raw-html", line, { found: match[0] });
  }
}

/* Each heading with the number of its line, and of the line that it ends on. */
function findHeadings(lines, first) {
  const found = [];
  lines.forEach((text, place) => {
    const match = HEADING.exec(text);
    if (match) {
      const said = match[2].replace(/^[# ]+|[# ]+$/g, "");
      found.push({ level: match[1].length, text: said, line: first + place, end: first + place });
    } else if (place && UNDERLINE.test(text)) {
      const above = lines[place - 1].trim();
      if (above && !"#>|-=".includes(above[0])) {
        const level = text[0] === "=" ? 1 : 2;
        found.push({ level, text: above, line: first + place - 1, end: first + place });
      }
    }
  });
  return found.sort((one, other) => one.line - other.line);
}

function findLinks(plain, at) {
  const found = [...inlineLinks(plain, at, 0)];
  for (const match of plain.matchAll(AUTOLINK)) {
    const { target } = match.groups;
    const start = match.index + 1;
    const leads = target.includes(":") ? target : `mailto:${target}`;
    found.push({ target: leads, start, end: start + target.length, line: at(match.index), text: "" });
  }
  const alts = new Map();
  const references = plain.includes("]:") ? plain.matchAll(IMAGE_REFERENCE) : [];
  for (const { groups } of references) {
    alts.set((groups.name || groups.alt).toLowerCase(), groups.alt.trim());
  }
  for (const match of plain.matchAll(DEFINITION)) {
    const { target } = match.groups;
    const name = match.groups.name.toLowerCase();
    const from = match[0].indexOf("]:") + 2;
    const start = match.index + match[0].indexOf(target, from);
    const image = alts.has(name);
    found.push({ target, start, end: start + target.length, line: at(start), image, text: alts.get(name) ?? "" });
  }
  let end = 0;
  return found
    .sort((one, other) => one.start - other.start)
    .filter((link) => {
      const kept = link.start >= end;
      if (kept) end = link.end;
      return kept;
    });
}

function* inlineLinks(plain, at, offset) {
  for (const match of plain.matchAll(LINK)) {
    const { text, inside } = match.groups;
    const [target, start, end] = targetIn(inside);
    const from = offset + match.index + 1 + text.length + 2;
    const image = plain[match.index - 1] === "!";
    yield { target, start: from + start, end: from + end, line: at(offset + match.index), image, text: text.trim() };
    if (text.includes("](")) yield* inlineLinks(text, at, offset + match.index + 1);
  }
}

function targetIn(inside) {
  const title = TITLE.exec(inside);
  const bare = title ? inside.slice(0, title.index) : inside;
  let start = bare.length - bare.trimStart().length;
  let end = bare.trimEnd().length;
  if (bare[start] === "<" && bare.slice(0, end).endsWith(">")) [start, end] = [start + 1, end - 1];
  return [bare.slice(start, Math.max(start, end)), start, Math.max(start, end)];
}
