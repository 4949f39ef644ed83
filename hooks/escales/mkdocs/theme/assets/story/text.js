// SPDX-License-Identifier: EUPL-1.2
/* The sections and the links of a composed text, as `checking/sections.py` and `reading/links.py` judge them.

The form writes every section itself, in order: none can be missing, and no text comes before. */

import { fill, nearest, slugify, veil } from "./french.js";
import { patternsOf } from "./patterns.js";
import { asShown } from "./privacy.js";

const SIGNATURE = "--"; // the line that an e-mail has above its signature

export function checkSections(body, rules, note) {
  const names = rules.sections.map((section) => section.title);
  const sections = findSections(body, names, rules.limits.section, note);
  const present = new Set(sections.map(([, name]) => name));
  const absent = names.filter((name) => !present.has(name));
  for (const [heading, name] of sections) {
    if (name !== undefined) continue;
    const near = nearest(heading.text, absent);
    const expected = near ? fill(rules.near, { near: `## ${near}` }) : rules.one_of_sections;
    note("section-unknown", heading.line, { found: heading.text, expected });
  }
  noteTwiceAndOrder(sections.filter(([, name]) => name !== undefined), names, note);
  noteEmpty(body, sections, rules.filler, note);
}

function findSections(body, names, expected, note) {
  const bySlug = new Map(names.map((name) => [slugify(name), name]));
  const matched = meantHeadings(body, [...bySlug.keys()], note).map((heading) => [heading, bySlug.get(slugify(heading.text))]);
  const right = new Set(matched.filter(([{ level }]) => level === expected).map(([, name]) => name));
  return matched.filter(([heading, name]) => {
    if (heading.level !== expected && name !== undefined && !right.has(name)) {
      note("section-level", heading.line, { found: name });
      return true;
    }
    if (heading.level === 1) note("title-in-text", heading.line, { found: heading.text });
    return heading.level === expected;
  });
}

/* The headings that somebody meant; note the lines that happen to make others. */
function meantHeadings(body, names, note) {
  const meant = body.headings.filter(({ text, line, end, marks }) => {
    if (!text.trim()) note("heading-empty", line, { found: marks });
    else if (marks[0] === "#" || nearest(text, names) !== undefined) return true;
    else if (marks !== SIGNATURE) note("underlined-text", end, { found: marks });
    return false;
  });
  const underlines = meant.filter(({ marks }) => marks[0] !== "#").map(({ end }) => end);
  body.lines.forEach((line, place) => {
    const number = body.line + place;
    if (line.trimEnd() === SIGNATURE && !underlines.includes(number)) note("mail-signature", number);
  });
  return meant;
}

function noteTwiceAndOrder(recognised, names, note) {
  const lines = new Map();
  for (const [{ line }, name] of recognised) {
    if (lines.has(name)) note("section-twice", line, { found: name, other: lines.get(name) });
    else lines.set(name, line);
  }
  const once = [...lines.keys()];
  const inOrder = longestInOrder(once.map((name) => names.indexOf(name)));
  for (const name of once) {
    const place = names.indexOf(name);
    if (inOrder.has(place)) continue;
    const before = names.slice(0, place).filter((each) => lines.has(each));
    const code = before.length ? "section-order" : "section-first";
    note(code, lines.get(name), { found: name, expected: before.at(-1) ?? name });
  }
}

function longestInOrder(places) {
  const longest = (runs) => runs.reduce((best, run) => (run.length > best.length ? run : best));
  const runs = [[]];
  for (const place of places) {
    runs.push([...longest(runs.filter((run) => !run.length || run.at(-1) < place)), place]);
  }
  return new Set(longest(runs));
}

function noteEmpty(body, sections, filler, note) {
  sections.forEach(([heading, name], place) => {
    const next = sections[place + 1]?.[0].line ?? body.line + body.lines.length;
    const below = body.lines.slice(heading.end + 1 - body.line, next - body.line);
    if (!below.some((text) => text.trim() && !text.trimStart().startsWith("#"))) {
      note("section-empty", heading.line, { found: name ?? heading.text, expected: filler });
    }
  });
}

/* A form knows no file of the repository: what a link or a picture leads to there is missing. */
export function checkLinks(body, rules, note) {
  const anchors = anchorsOf(body, rules);
  const guesses = new Map();
  const meant = (anchor) => {
    if (!guesses.has(anchor) && guesses.size < rules.limits.guesses) guesses.set(anchor, nearest(anchor, [...anchors].sort()));
    return guesses.get(anchor);
  };
  for (const link of body.links) {
    if (link.image) {
      checkPicture(link, rules, note);
      continue;
    }
    checkLink(link, anchors, meant, rules, note);
    const found = borrowedAddress(link.text, link.target, rules);
    if (found !== undefined) note("link-text", link.line, { found: veil(found, rules), other: veil(link.target, rules) });
  }
}

/* The address that the text of a link shows and that is not its own, as `checking/link_texts.py` finds it. */
function borrowedAddress(text, target, rules) {
  if (!/[.&]/.test(text)) return undefined;
  const { anywhere, whole } = patternsOf(rules);
  for (const line of asShown(text, rules).split("\n")) {
    const shown = line.replaceAll("...", "…").replace(anywhere.around, "");
    const all = whole.site.test(shown) || whole.mail.test(shown) ? [shown] : (shown.match(anywhere.written) ?? []);
    for (const address of all) if (!leadsTo(address.replace(anywhere.around, ""), target, rules)) return address;
  }
  return undefined;
}

function leadsTo(address, target, rules) {
  const { anywhere, whole } = patternsOf(rules);
  const plain = (each) => unquote(each.replace(anywhere.decoration, "")).toLowerCase();
  const [shown, real] = [whole.parts.exec(plain(address))?.groups, whole.parts.exec(plain(target))?.groups];
  if (!shown || !real) return false;
  if (whole.mail.test(address)) {
    return shown.user === real.user && shown.host === real.host && target.toLowerCase().startsWith("mailto:");
  }
  if (!`.${real.host}`.endsWith(`.${shown.host}`)) return false;
  const [path, realPath] = [shown.rest.replace(/\/+$/, ""), real.rest.replace(/\/+$/, "")];
  const after = realPath.slice(path.length, path.length + 1);
  return realPath.startsWith(path) && ("/?#&".includes(after) || address.endsWith("…"));
}

function checkPicture({ target, text, line }, rules, note) {
  if (!text) note("image-alt", line, { found: target });
  const remote = patternsOf(rules).first.remote.test(target) || !target;
  note(remote ? "image-remote" : "image-missing", line, { found: target, expected: "" });
}

function checkLink({ target, text, line }, anchors, meant, rules, note) {
  const { anywhere, whole } = patternsOf(rules);
  if (whole.https.test(target) && target.search(anywhere.no_address) < 0) return;
  const fault = faultOf(target, rules);
  if (fault) return note(fault, line, { found: veil(target || text, rules) });
  if (!target.startsWith("#")) return note("link-missing", line, { found: target, expected: rules.elsewhere });
  const anchor = unquote(target.slice(1));
  if (!anchor || anchors.has(anchor)) return;
  const near = meant(anchor);
  const expected = near === undefined ? rules.elsewhere : fill(rules.near, { near: `#${near}` });
  note("link-anchor", line, { found: target, expected });
}

function faultOf(target, rules) {
  const spaced = /\s/u.test(target);
  if (!target) return "link-empty";
  if (target.toLowerCase().startsWith("https:")) {
    if (spaced) return "link-spaces";
    return target.search(patternsOf(rules).anywhere.no_address) < 0 ? "link-incomplete" : "link-unread";
  }
  if (patternsOf(rules).first.url_scheme.test(target)) return "link-scheme";
  return spaced ? "link-spaces" : undefined;
}

function unquote(text) {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    const bytes = run.slice(1).split("%").map((byte) => parseInt(byte, 16));
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new Uint8Array(bytes));
  });
}

/* The ids that Markdown gives to headings. */
function anchorsOf(body, rules) {
  const { markup } = patternsOf(rules).anywhere;
  const used = new Set();
  for (const heading of body.headings) {
    const text = body.lines[heading.line - body.line].replace(markup, (_, said) => said ?? "");
    const plain = text.normalize("NFKD").replace(/[^\x00-\x7f]/g, "");
    let id = plain.replace(/[^\w\s-]/g, "").trim().toLowerCase().replace(/[-\s]+/g, "-");
    if (used.has(id) || !id) {
      const [, base, count] = /^(.*)_([0-9]+)$/.exec(id) || [null, id, 0];
      let number = Number(count) + 1;
      while (used.has(`${base}_${number}`)) number++;
      id = `${base}_${number}`;
    }
    used.add(id);
  }
  return used;
}
