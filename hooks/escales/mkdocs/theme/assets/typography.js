// SPDX-License-Identifier: EUPL-1.2
/* The French typography of a plain text, as `words/typography.py` sets what is published. */

import { patternsOf } from "./story/patterns.js";

const [NO_BREAK, NARROW] = ["\u00a0", "\u202f"];
const BLANKS = /[ \u202f]+$/;
const [TAGS, ADDRESSES] = ["\x00", "\x01"]; // stand for what stays as it is: the second within a text
const APART = TAGS + ADDRESSES;
const LETTER = /^\p{L}$/u;
const SIGN = /^[\p{L}\p{N}]$/u; // a letter or a digit
const blank = (char) => /^\s$/u.test(char);
const within = (char, signs) => char !== "" && signs.includes(char);
const last = (text) => [...text.slice(-2)].at(-1) ?? "";
const first = (text) => [...text.slice(0, 2)][0] ?? "";

function spaced(before, tight) {
  const bare = before.replace(BLANKS, "");
  if (bare === before) return tight ? before + NO_BREAK : before;
  if (!bare || blank(last(bare))) return last(bare) === NO_BREAK ? bare : before;
  return bare + NO_BREAK;
}

const colon = (before, sign, after) => [first(after) === "-" ? before : spaced(before, false), sign, after];

function semicolon(before, sign, after, { anywhere }) {
  const follows = first(after);
  const tight =
    (!follows || blank(follows) || within(follows, APART)) &&
    (LETTER.test(last(before)) || within(last(before), `»)…${APART}`)) &&
    before.slice(-8).search(anywhere.entity) < 0;
  return [spaced(before, tight), sign, after];
}

function mark(before, sign, after) {
  const follows = first(after);
  if (follows && !blank(follows) && !`»)”"!?.,…${APART}`.includes(follows)) return [before, sign, after];
  return [spaced(before, SIGN.test(last(before)) || within(last(before), "»)…")), sign, after];
}

const unit = (before, sign, after) => [
  spaced(before, /\d$/.test(before) && !SIGN.test(first(after))),
  sign,
  after,
];

function apostrophe(before, sign, after, { anywhere }) {
  const follows = first(after);
  const curled = within(follows, APART) ? before.slice(-8).search(anywhere.elided) >= 0 : LETTER.test(last(before)) && (SIGN.test(follows) || within(follows, '«“"'));
  return [before, curled ? "’" : sign, after];
}

function opening(before, sign, after) {
  const bare = after.replace(/^[ \u202f]+/, "");
  const inside = bare !== after || !blank(first(after));
  return [before, sign, bare && inside ? NO_BREAK + bare : after];
}

const closing = (before, sign, after) => [spaced(before, before !== "" && !blank(last(before))), sign, after];

// What stands before the number of an article, of a decree.
const NUMBERED = ["rticle ", "rticles ", "n° ", "L. ", "R. ", "D. "];

function article(before, sign, after) {
  const whole = sign[0] === "r" || !SIGN.test(last(before));
  return [before, whole && /^(?:\p{Nd}|[LRD]\.)/u.test(after) ? sign.slice(0, -1) + NO_BREAK : sign, after];
}

function number(before, sign, after, { first: begins }) {
  const year = /\d{3}$/.test(before);
  if (/^\d{3}(?!\d)/.test(after) && !year) return [before, sign[0] + NARROW, after];
  return [before, begins.unit.test(after) ? sign[0] + NO_BREAK : sign, after];
}

// In this order: what a sign sees after it is set by then.
const RULES = [
  ["'", apostrophe],
  ["«", opening],
  ["»", closing],
  ["%", unit],
  ["€", unit],
  ["?", mark],
  ["!", mark],
  [":", colon],
  [";", semicolon],
];

/* Apply a rule to each place of a sign: to what stands before it, to it, to what follows. */
function at(text, sign, rule, patterns) {
  const [start, ...others] = text.split(sign);
  let before = start;
  const done = [];
  for (const after of others) {
    const [left, changed, rest] = rule(before, sign, after, patterns);
    done.push(left, changed);
    before = rest;
  }
  return [...done, before].join("");
}

function set(text, patterns) {
  let done = text.replace(patterns.anywhere.dots, "…");
  for (const [sign, rule] of RULES) {
    done = at(done, sign, rule, patterns);
    if (sign === "'") done = done.replace(patterns.anywhere.quoted, `«${NO_BREAK}$1${NO_BREAK}»`);
  }
  for (const start of NUMBERED) done = at(done, start, article, patterns);
  for (const digit of "0123456789") for (const gap of [" ", NO_BREAK]) done = at(done, digit + gap, number, patterns);
  return done;
}

/* Change all that a pattern of one group leaves: signs look past it, at a mark in its place. */
function around(pattern, mark, text, change) {
  const parts = text.split(pattern);
  const pieces = change(parts.filter((_, place) => place % 2 === 0).join(mark)).split(mark);
  if (pieces.length !== (parts.length + 1) / 2) return text;
  return parts.map((part, place) => (place % 2 ? part : pieces[place / 2])).join("");
}

/* Set a plain text: its addresses stay as they are. */
export function french(text, rules) {
  const patterns = patternsOf(rules);
  return around(patterns.anywhere.address, ADDRESSES, text, (part) => set(part, patterns));
}

/* Set the texts of an element, but for its code. */
export function setTexts(root, rules) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("code")) texts.push(walker.currentNode);
  const pieces = french(texts.map((text) => text.data).join(TAGS), rules).split(TAGS);
  if (pieces.length === texts.length) texts.forEach((text, place) => (text.data = pieces[place]));
}
