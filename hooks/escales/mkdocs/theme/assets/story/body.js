// SPDX-License-Identifier: EUPL-1.2
/* What no contributed text may hold, as `reading/body.py`, `headings.py` and `limits.py` find it. */

import { lengthOf } from "./french.js";
import { patternsOf } from "./patterns.js";
import { tidy } from "./plain.js";

const blank = (match) => match.replace(/[^\n]/gu, " ");

/* Read a text whose first line is `line` of its file; `note(code, line, values)` takes each fault. */
export function readBody(typed, line, rules, note) {
  const { anywhere } = patternsOf(rules);
  const text = tidy(typed, rules);
  const plain = text.replace(anywhere.code, blank);
  const at = (offset) => line + (plain.slice(0, offset).match(/\n/g) || []).length;
  const body = { lines: text.split("\n"), line, headings: [], links: [] };
  const deep = tooDeep(plain, rules);
  const full = deep === undefined ? tooCrowded(plain, plain.replace(anywhere.link, blank), rules) : undefined;
  if (full !== undefined) {
    note("too-crowded", at(full));
    return { ...body, crowded: true };
  }
  body.headings = findHeadings(plain, at, anywhere, patternsOf(rules).first);
  if (deep !== undefined) {
    note("too-nested", at(deep));
    return body;
  }
  for (const match of plain.matchAll(anywhere.footnote)) note("footnote", at(match.index));
  body.links = findLinks(plain, at, anywhere);
  const tags = withoutAngles(plain, body.links).replace(anywhere.autolink, blank).matchAll(anywhere.html);
  noteHtml(tags, at, note);
  for (const match of plain.matchAll(anywhere.attributes)) note("attribute-list", at(match.index), { found: match[0] });
  for (const pattern of [anywhere.include, anywhere.placeholder]) {
    for (const match of text.matchAll(pattern)) note("include", at(match.index), { found: match[0] });
  }
  return body;
}

function tooDeep(plain, rules) {
  const runs = rules.limits.runs.map((run) => plain.indexOf(run));
  const deep = `\n${plain}`.search(patternsOf(rules).anywhere.deep);
  const places = [...runs, deep].filter((place) => place >= 0);
  return places.length ? Math.min(...places) : undefined;
}

/* Where a text is too full, in characters: an emoji is one, not two halves. */
function tooCrowded(plain, unlinked, rules) {
  const { paragraph: longest, open, headings } = rules.limits;
  const { blank_line: between, closed, heading_or_rule: headingOrRule } = patternsOf(rules).anywhere;
  let start = 0;
  if (plain.length > longest || unlinked.split("[").length - 1 > open) {
    for (const paragraph of plain.split(between)) {
      const end = start + paragraph.length;
      const left = unlinked.slice(start, end).replace(closed, "").split("[").length - 1;
      if (lengthOf(paragraph) > longest || left > open) return start;
      start = plain.indexOf("\n", end + 1) + 1;
    }
  }
  return [...plain.matchAll(headingOrRule)][headings]?.index;
}

function withoutAngles(plain, links) {
  const signs = plain.split("");
  for (const { start } of links) {
    const opened = plain.slice(Math.max(0, start - 9), start).includes("](");
    if (signs[start - 1] === "<" && opened) signs[start - 1] = " ";
  }
  return signs.join("");
}

/* Note each tag, but not the end of one that is noted already. */
function noteHtml(tags, at, note) {
  const opened = new Set();
  for (const match of tags) {
    const name = match.groups.name.toLowerCase();
    if (name.startsWith("/") && opened.has(name.slice(1))) continue;
    opened.add(name);
    note("raw-html", at(match.index), { found: match[0] });
  }
}

/* Each heading with the number of its line, and of the line that it ends on. */
function findHeadings(plain, at, { heading, underline }, { item }) {
  const below = `\n${plain}`; // where a match begins one sign before the line that it stands for
  const headings = [...below.matchAll(heading)].map(({ index, groups }) => {
    const text = groups.text.replace(/^[# ]+|[# ]+$/g, "");
    return { level: groups.marks.length, text, line: at(index), end: at(index), marks: groups.marks };
  });
  for (const { index, groups } of below.matchAll(underline)) {
    const start = plain.lastIndexOf("\n", index - 2) + 1;
    const text = plain.slice(start, index).trim();
    if (!text || "#>|-=".includes(text[0]) || item.test(text)) continue;
    const level = groups.marks[0] === "=" ? 1 : 2;
    headings.push({ level, text, line: at(start), end: at(index), marks: groups.marks });
  }
  return headings.sort((one, other) => one.line - other.line);
}

function findLinks(plain, at, patterns) {
  const links = [...inlineLinks(plain, at, 0, patterns)];
  for (const match of plain.matchAll(patterns.autolink)) {
    const { target } = match.groups;
    const start = match.index + 1;
    const leads = target.includes(":") ? target : `mailto:${target}`;
    links.push({ target: leads, start, end: start + target.length, line: at(match.index), text: "" });
  }
  const alts = new Map();
  const references = plain.includes("]:") ? plain.matchAll(patterns.image_reference) : [];
  for (const { groups } of references) {
    alts.set((groups.name || groups.alt).toLowerCase(), groups.alt.trim());
  }
  for (const match of plain.matchAll(patterns.definition)) {
    const { target } = match.groups;
    const name = match.groups.name.toLowerCase();
    const from = match[0].indexOf("]:") + 2;
    const start = match.index + match[0].indexOf(target, from);
    const image = alts.has(name);
    links.push({ target, start, end: start + target.length, line: at(start), image, text: alts.get(name) ?? "" });
  }
  if (plain.includes("://") || plain.includes("ww.")) links.push(...bareLinks(plain, at, patterns));
  let end = 0;
  return links
    .sort((one, other) => one.start - other.start)
    .filter((link) => {
      const apart = link.start >= end;
      if (apart) end = link.end;
      return apart;
    });
}

/* The addresses that stand in no other link. */
function bareLinks(plain, at, { link, autolink, definition, brackets, bare }) {
  const others = [link, autolink, definition, ...(plain.includes("]:") ? [brackets] : [])];
  const left = others.reduce((text, pattern) => text.replace(pattern, blank), plain);
  return [...left.matchAll(bare)].map(({ index, 0: typed }) => {
    const target = typed.includes("://") ? typed : `https://${typed}`;
    return { target, start: index, end: index + typed.length, line: at(index), text: "" };
  });
}

function* inlineLinks(plain, at, offset, patterns) {
  for (const match of plain.matchAll(patterns.link)) {
    const { text, inside } = match.groups;
    const [target, start, end] = targetIn(inside, patterns);
    const from = offset + match.index + 1 + text.length + 2;
    const image = plain[match.index - 1] === "!";
    yield { target, start: from + start, end: from + end, line: at(offset + match.index), image, text: text.trim() };
    if (text.includes("](")) yield* inlineLinks(text, at, offset + match.index + 1, patterns);
  }
}

function targetIn(inside, patterns) {
  const title = inside.search(patterns.title);
  const bare = title < 0 ? inside : inside.slice(0, title);
  let start = bare.length - bare.trimStart().length;
  let end = bare.trimEnd().length;
  if (bare[start] === "<" && bare.slice(0, end).endsWith(">")) [start, end] = [start + 1, end - 1];
  return [bare.slice(start, Math.max(start, end)), start, Math.max(start, end)];
}
