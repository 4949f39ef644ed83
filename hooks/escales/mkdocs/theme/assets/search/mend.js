// SPDX-License-Identifier: EUPL-1.2
/* Mend a word that no page has: the nearest of all words of the site. */

import { plain } from "./words.js";

const SHORT = 3; // letters: any other word of three letters is near
const LONG = 6;

/* Return the word of the site that was most likely meant, itself when one begins so, or null. */
export function mended(word, known) {
  const wanted = plain(word);
  if (wanted.length > 2 && known.some((one) => one.plain.startsWith(wanted))) return word;
  let best = null;
  let least = wanted.length > LONG ? 2.6 : wanted.length > SHORT ? 1.6 : 0;
  for (const one of known) {
    const gap = distance(wanted, one.plain, least);
    if (gap < least) [best, least] = [one.word, gap];
  }
  return best;
}

/* Say each word that was mended, as the search of the site does. */
export function toldMended(mended) {
  const phrase = document.getElementById("es-recherche").dataset.mended;
  return mended.map(([word, right]) => phrase.replace("{q}", word).replace("{m}", right));
}

/* How many letters to add, drop, change or swap; a number over `most` when it is more than that.
   The first letter is the one that people miss least; a letter doubled or not costs less. */
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return Infinity;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const change = one[i - 1] === other[j - 1] ? 0 : 1;
      const more = one[i - 1] === one[i - 2] ? 0.5 : 1;
      const less = other[j - 1] === other[j - 2] ? 0.5 : 1;
      row[j] = Math.min(last[j] + more, row[j - 1] + less, last[j - 1] + change);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    if (Math.min(...row) > most) return Infinity;
    [before, last] = [last, row];
  }
  return last[other.length] + (one[0] === other[0] ? 0 : 0.5);
}
