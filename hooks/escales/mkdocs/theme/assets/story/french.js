// SPDX-License-Identifier: EUPL-1.2
/* Words as `words/spelling.py` compares them, and sentences as `problems/problem.py` fills them. */

import { patternsOf } from "./patterns.js";

// Marks that are dropped with the letter's accent: those with a combining class, as Python has it.
const MARKS = /[\u0300-\u034e\u0350-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20dc\u20e1\u20e5-\u20f0\ufe20-\ufe2f]/g;
const LIGATURES = { œ: "oe", Œ: "oe", æ: "ae", Æ: "ae", ß: "ss", ẞ: "ss" };

export function slugify(text) {
  const plain = text.replace(/[œŒæÆßẞ]/g, (letter) => LIGATURES[letter]).toLowerCase();
  return (plain.normalize("NFKD").replace(MARKS, "").match(/[a-z0-9]+/g) || []).join("-");
}

export function counted(number, [one, many]) {
  const digits = String(number).replace(/\B(?=(\d{3})+$)/g, "\u202f");
  return `${digits}\u00a0${number > 1 ? many : one}`;
}

/* Python counts characters, not the halves of an emoji. */
export const lengthOf = (text) => [...text].length;

/* Hide the e-mail addresses of a text, but for their first letter. */
export const veil = (text, rules) => text.replace(patternsOf(rules).anywhere.email, "$1•••@•••");

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

export function sentence(pattern, values) {
  const text = fill(pattern, values).trim();
  return text[0].toUpperCase() + text.slice(1);
}

/* The choice that was most likely meant; undefined when nothing is near. */
export function nearest(word, choices) {
  const bySlug = new Map(choices.map((choice) => [slugify(choice), choice]));
  const meant = slugify(word);
  let best, most = 0.6;
  for (const slug of [...bySlug.keys()].sort()) {
    const likeness = ratio(slug, meant);
    if (likeness >= most) [best, most] = [slug, likeness];
  }
  return bySlug.get(best);
}

/* How alike two words are, as `difflib.SequenceMatcher.ratio` tells. */
function ratio(one, other) {
  const all = one.length + other.length;
  return all ? (2 * alike(one, other)) / all : 1;
}

function alike(one, other) {
  let [size, start, begin] = [0, 0, 0];
  let runs = [];
  for (let i = 0; i < one.length; i++) {
    const next = [];
    for (let j = 0; j < other.length; j++) {
      if (one[i] !== other[j]) continue;
      next[j + 1] = (runs[j] || 0) + 1;
      if (next[j + 1] > size) [size, start, begin] = [next[j + 1], i - next[j + 1] + 1, j - next[j + 1] + 1];
    }
    runs = next;
  }
  if (!size) return 0;
  const before = alike(one.slice(0, start), other.slice(0, begin));
  return before + size + alike(one.slice(start + size), other.slice(begin + size));
}
