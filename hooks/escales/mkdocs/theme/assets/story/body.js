// SPDX-License-Identifier: EUPL-1.2
/* What no contributed text may hold, as the modules of `reading/` find it. */

import { lengthOf, veil } from "./french.js";
import { patternsOf } from "./patterns.js";

const blank = (match) => match.replace(/[^\n]/g, " "); // two for an emoji: offsets stay

/* How many pass a test that a list passes up to some place, and no further. */
export function countFirst(list, passes) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(list[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* The line of each offset of a text whose first line is `first`. */
export function linesOf(text, first) {
  const starts = [...text.matchAll(/\n/g)].map(({ index }) => index + 1);
  return (offset) => first + countFirst(starts, (start) => start <= offset);
}

/* Read a text in its plain form, from `line` on; `note(code, line, values)` takes faults. */
export function readBody(text, line, rules, note) {
  const { anywhere } = patternsOf(rules);
  const at = linesOf(text, line);
  const body = { lines: text.split("\n"), line, headings: [], links: [] };
  const nested = tooDeep(text, rules);
  const crowded = nested === undefined ? tooCrowded(text, rules) : undefined;
  const plain = crowded === undefined ? withoutCode(text, anywhere) : "";
  const full = crowded ?? (nested === undefined ? tooOpen(plain, rules) : undefined);
  if (full !== undefined) {
    note("too-crowded", at(full));
    return { ...body, crowded: true };
  }
  body.headings = findHeadings(plain, at, anywhere, patternsOf(rules).first);
  if (nested !== undefined) {
    note("too-nested", at(nested));
    return body;
  }
  for (const match of plain.matchAll(anywhere.footnote)) note("footnote", at(match.index));
  for (const match of plain.matchAll(anywhere.box)) note("box", at(match.index), { found: match[0] });
  body.links = findLinks(text, plain, at, rules, note);
  const tags = withoutAngles(plain, body.links).replace(anywhere.autolink, blank).matchAll(anywhere.html);
  noteHtml(tags, at, note);
  for (const match of plain.matchAll(anywhere.attributes)) note("attribute-list", at(match.index), { found: match[0] });
  for (const pattern of [anywhere.include, anywhere.placeholder]) {
    for (const match of text.matchAll(pattern)) note("include", at(match.index), { found: match[0] });
  }
  return body;
}

/* Beside a lone backtick, nothing is blanked: Markdown may pair it with one that seems to have its own. */
function withoutCode(text, { code, paragraph }) {
  return text.replace(paragraph, (each) => {
    const blanked = each.replace(code, blank);
    return blanked.includes("`") ? each : blanked;
  });
}

function tooDeep(text, rules) {
  const runs = rules.limits.runs.map((run) => text.indexOf(run));
  const deep = `\n${text}`.search(patternsOf(rules).anywhere.deep);
  const places = [...runs, deep].filter((place) => place >= 0);
  return places.length ? Math.min(...places) : undefined;
}

/* Where a text is too full, in characters: an emoji is one, not two halves. */
function tooCrowded(text, rules) {
  const { paragraph: longest } = rules.limits;
  if (text.length > longest) {
    for (const [start, end] of paragraphs(text, rules)) {
      if (end - start > longest && lengthOf(text.slice(start, end)) > longest) return start;
    }
  }
  for (const [sign, pattern, most] of patternsOf(rules).most) {
    if (text.split(sign).length <= most) continue;
    let seen = 0;
    for (const { index } of text.matchAll(pattern)) if (seen++ === most) return index;
  }
  return undefined;
}

function tooOpen(plain, rules) {
  const { open } = rules.limits;
  if (plain.split("[").length - 1 <= open) return undefined;
  const { closed, link } = patternsOf(rules).anywhere;
  const unlinked = plain.replace(link, blank);
  for (const [start, end] of paragraphs(unlinked, rules)) {
    if (unlinked.slice(start, end).replace(closed, "").split("[").length - 1 > open) return start;
  }
  return undefined;
}

function* paragraphs(text, rules) {
  let start = 0;
  for (const { index, 0: blanks } of text.matchAll(patternsOf(rules).anywhere.blank_line)) {
    yield [start, index];
    start = index + blanks.length;
  }
  yield [start, text.length];
}

function withoutAngles(plain, links) {
  const signs = plain.split("");
  for (const { start } of links) if (signs[start] === "<") signs[start] = " ";
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

function findLinks(text, plain, at, rules, note) {
  const patterns = patternsOf(rules).anywhere;
  const middles = new Set();
  const links = [...inlineLinks(text, plain, at, 0, patterns, middles)];
  for (const match of plain.matchAll(patterns.middle)) {
    const middle = match.index + match[0].length - 1;
    if (!middles.has(middle)) note("link-unread", at(match.index), { found: veil((match[0] + match.groups.rest).trim(), rules) });
  }
  links.push(...definitions(text, plain, at, rules, note));
  for (const match of plain.matchAll(patterns.autolink)) {
    const start = match.index + 1;
    const end = start + match.groups.target.length;
    const target = plainTarget(match.groups.target, patterns);
    const leads = target.includes(":") ? target : `mailto:${target}`;
    links.push({ target: leads, start, end, line: at(match.index), text: "" });
  }
  if (plain.includes("://") || plain.includes("ww.")) links.push(...bareLinks(plain, at, patterns));
  let end = 0;
  return links
    .sort((one, other) => one.start - other.start || other.end - one.end)
    .filter((link) => {
      const apart = link.start >= end;
      if (apart) end = link.end;
      return apart;
    });
}

/* The addresses that stand in no other link, and in nothing that may be code. */
function bareLinks(plain, at, patterns) {
  const { link, autolink, definition, code, brackets, bare } = patterns;
  const others = [link, autolink, definition, code, ...(plain.includes("]:") ? [brackets] : [])];
  const left = others.reduce((text, pattern) => text.replace(pattern, blank), plain);
  return [...left.matchAll(bare)].map(({ index, 0: typed }) => {
    const target = plainTarget(typed.includes("://") ? typed : `https://${typed}`, patterns);
    return { target, start: index, end: index + typed.length, line: at(index), text: "" };
  });
}

const nameOf = (name) => name.toLowerCase().split(/\s+/u).filter(Boolean).join(" ");

function* definitions(text, plain, at, rules, note) {
  if (!plain.includes("]:")) return;
  const patterns = patternsOf(rules).anywhere;
  const texts = { true: new Map(), false: new Map() };
  for (const { groups } of references(plain, patterns)) {
    for (const name of new Set([nameOf(groups.name || ""), nameOf(groups.text)])) {
      const all = texts[Boolean(groups.image)];
      all.set(name, [...(all.get(name) ?? []), groups.text.trim()]);
    }
  }
  for (const match of plain.matchAll(patterns.definition)) {
    const { target } = match.groups;
    const name = nameOf(match.groups.name);
    const start = match.index + match[0].indexOf(target, match[0].indexOf("]:") + 2);
    const line = at(start);
    if (target.includes("](")) {
      note("link-unread", line, { found: veil(target, rules) });
      continue;
    }
    const image = texts.true.has(name);
    const said = image ? texts.true.get(name).at(-1) : (texts.false.get(name) ?? []).join("\n");
    yield { target: plainTarget(target, patterns), start, end: start + target.length, line, image, text: said };
  }
}

function* references(plain, patterns) {
  for (const match of plain.matchAll(patterns.named)) {
    yield match;
    if (match.groups.text.includes("[")) yield* match.groups.text.matchAll(patterns.named);
  }
}

function* inlineLinks(text, plain, at, offset, patterns, middles) {
  for (const match of plain.matchAll(patterns.link)) {
    const [begins, said] = [offset + match.index + 1, match.groups.text];
    const from = begins + said.length + 2;
    const end = from + match.groups.inside.length;
    middles.add(from - 1);
    const [target, start] = targetIn(text.slice(from, end), patterns);
    const image = plain[match.index - 1] === "!";
    const shown = text.slice(begins, begins + said.length).trim();
    yield { target, start: from + start, end, line: at(begins - 1), image, text: shown };
    if (said.includes("](")) yield* inlineLinks(text, said, at, begins, patterns, middles);
  }
}

function targetIn(inside, patterns) {
  const title = inside.search(patterns.title);
  const bare = title < 0 ? inside : inside.slice(0, title);
  let target = bare.trim();
  if (target.startsWith("<") && target.endsWith(">")) target = target.slice(1, -1);
  return [plainTarget(target, patterns), bare.length - bare.trimStart().length];
}

const plainTarget = (target, { escaped }) => target.replace(escaped, "$1").replaceAll("&amp;", "&");
