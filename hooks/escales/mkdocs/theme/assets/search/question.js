// SPDX-License-Identifier: EUPL-1.2
/* Understand a question: what it asks for, one thing after the other, without its empty words. */

import { ACRONYM_MARK, folded, markOf, plain, split } from "./words.js";

const LONGEST = 5; // words of an expression

/* What helps to understand: `known` is what the build wrote in questions.json. */
export function makeReader(known) {
  const acronyms = new Set(known.sigles.map(plain));
  const empty = new Set(known.vides);
  const numbers = new Map(known.nombres.map((word, number) => [word, String(number)]));
  numbers.set("une", "1").set("demie", "demi");
  const figure = (word) => numbers.get(plain(word)) ?? folded(word);
  const groups = new Map(Object.entries(known.groupes));
  const ofLists = new Set(known.listes.flatMap((list) => list.expressions.flat()));

  const keyOf = (words) => words.map(folded).join(" ");

  /* Return how many of the first words make one thing, or 1. */
  const together = (words) => {
    for (let count = Math.min(LONGEST, words.length); count > 1; count--) {
      const some = words.slice(0, count);
      if (ofLists.has(some.map(figure).join(" "))) return count;
      if (groups.has(keyOf(some))) return count;
    }
    return 1;
  };

  const isEmpty = (word) => empty.has(plain(word)) && !acronyms.has(plain(word));

  /* Return the groups of everyday words that some words ask for. */
  const groupsOf = (words) => groups.get(keyOf(words)) ?? [];

  /* Return how the index may have a word: an acronym or a word, a number in figures or in letters. */
  const forms = (word) => {
    if (acronyms.has(plain(word))) return [word + ACRONYM_MARK, word];
    const number = numbers.get(plain(word)) ?? word;
    return known.nombres[number] ? [number, known.nombres[number]] : [word];
  };

  /* A thing: its words, how the index may have it, how lists say it, what it is made of, and whether
     it is a subject of the site. A word alone may have a precise meaning, and is looked for as such.
     What no page is about is looked for in the words of all. */
  const thing = (words) => {
    const parts = words.length > 1 ? words.filter((word) => word !== "%" && !isEmpty(word)) : [];
    const inLetters = parts.map((word) => known.nombres[word] ?? word);
    const meant = words.length > 1 ? undefined : known.precise[plain(words[0])];
    const literal = parts.length ? [...new Set([parts.join(" "), inLetters.join(" ")])] : forms(words[0]);
    const name = words.map(figure).join(" ");
    const meaning = meant ? [...new Set(meant.flatMap((one) => groupsOf(one.split(" "))))] : groupsOf(words);
    const inPassing = meaning.flatMap((group) => known.rares[group] ?? []);
    return {
      words: meant ? meant[0].split(" ") : parts.length ? parts : words,
      marks: meaning.filter((group) => !known.rares[group]).map(markOf),
      forms: [...new Set([...(meant ?? literal), ...inPassing])],
      name,
      parts: parts.map((word) => thing([word])),
      isListed: ofLists.has(name),
      isSubject: meaning.length > 0 || ofLists.has(name) || words.some((word) => acronyms.has(plain(word))),
    };
  };

  const read = (query) => {
    const words = split(query);
    const things = [];
    for (let place = 0; place < words.length; ) {
      const count = together(words.slice(place));
      things.push(thing(words.slice(place, place + count)));
      place += count;
    }
    const telling = things.filter(({ words }) => words.length > 1 || !isEmpty(words[0]));
    return telling.length ? telling : things;
  };
  return Object.assign(read, { thing });
}
