// SPDX-License-Identifier: EUPL-1.2
/* Words, as the index has them: elisions apart, ligatures in two letters, acronyms marked. */

const ELISION = /(?<!\p{L})(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)['’ʼ]/giu;
const LIGATURES = { œ: "oe", Œ: "oe", æ: "ae", Æ: "ae" };
const WITH_POINTS = /(?<![\p{L}\d.])\p{L}(?:\.\p{L})+\.?(?!\p{L})/gu; // D.S.I.N.
const HIDDEN = /[\u00AD\u200B-\u200D\u2060\uFEFF]/g; // soft hyphens, and what has no width
const JOINER = "\u200D"; // what the index puts inside a ligature, so that we can turn it back

const SCRAP = /<mark>(\p{L}?\p{Ll}\P{L}*)<\/mark>/gu; // "sa" for "salaire", "ne"; not "RH" nor "C"
const ASIDE = "¤"; // around what readers type for what a page says, in the index
const BEGINNING = 20; // words

export const ACRONYM_MARK = "\u2060zz"; // what the index puts after an acronym

/* What the index puts on a page that means a group of everyday words. */
export const markOf = (group) => `zz${String(group).padStart(3, "0")}`;

export const plain = (text) =>
  text
    .replace(/[œŒæÆ]/g, (ligature) => LIGATURES[ligature])
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();

/* Without accents nor plurals: lists and everyday words are compared so. */
export const folded = (word) => plain(word).replace(/(?<=[a-z]{3})[sx]$/, "");

export const split = (query) =>
  query
    .normalize("NFC")
    .replace(HIDDEN, "")
    .replace(WITH_POINTS, (acronym) => acronym.replaceAll(".", ""))
    .replace(/[œŒæÆ]/g, (ligature) => LIGATURES[ligature])
    .replace(ELISION, " ")
    .replace(/(\d)\s*%/g, "$1 % ")
    .split(/[\s\-\u2010-\u2015/,;:!?.«»“”"()[\]+*]+/u)
    .filter((word) => /[\p{L}\d%]/u.test(word));

/* Write an excerpt as its author did: elisions joined, ligatures whole. It is HTML of Pagefind,
   where only <mark> is an element. */
const asWritten = (excerpt) =>
  excerpt
    .replace(/(['’])\s+(?=<mark>|\p{L})/gu, "$1")
    .replaceAll(ACRONYM_MARK, "")
    .replaceAll(`o${JOINER}e`, "œ")
    .replaceAll(`O${JOINER}E`, "Œ")
    .replaceAll(`a${JOINER}e`, "æ")
    .replaceAll(`A${JOINER}E`, "Æ");

/* Return the excerpt of a page; its beginning when only words that the page does not say match. For
   a word that a page does not say, Pagefind marks its first letters: two letters say nothing. */
export function excerptOf({ content, excerpt }) {
  const telling = excerpt.replace(SCRAP, "$1");
  const isTelling = telling === excerpt || telling.includes("<mark>");
  if (isTelling && !excerpt.includes(ASIDE)) return asWritten(telling);
  const beginning = content.split(ASIDE)[0].split(/\s+/).slice(0, BEGINNING).join(" ");
  return asWritten(beginning.replace(/[&<]/g, (sign) => (sign === "&" ? "&amp;" : "&lt;")));
}
