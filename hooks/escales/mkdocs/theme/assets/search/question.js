// SPDX-License-Identifier: EUPL-1.2
/* Understand a question: what it asks for, one thing after the other, without its empty words. */

import { ACRONYM_MARK, folded, plain, split } from "./words.js";

const LONGEST = 5; // words of an expression

/* What helps to understand: `known` is what the build wrote in questions.json. */
export function makeReader(known) {
  const acronyms = new Set(known.sigles.map(plain));
  const empty = new Set(known.vides);
  const numbers = new Map(known.nombres.map((word, number) => [word, String(number)]));
  numbers.set("une", "1").set("demie", "demi");
  const figure = (word) => numbers.get(plain(word)) ?? folded(word);
  const expressions = new Set(known.expressions.map((one) => one.split(" ").map(folded).join(" ")));
  const ofLists = new Set(known.listes.flatMap((list) => list.expressions.flat()));

  /* Return how many of the first words make one thing, or 1. */
  const together = (words) => {
    for (let count = Math.min(LONGEST, words.length); count > 1; count--) {
      const some = words.slice(0, count);
      if (ofLists.has(some.map(figure).join(" "))) return count;
      if (expressions.has(some.map(folded).join(" "))) return count;
    }
    return 1;
  };

  const isEmpty = (word) => empty.has(plain(word)) && !acronyms.has(plain(word));

  /* The index has an expression in one piece too, on the pages that mean it. */
  const joined = (words) => words.filter((word) => !isEmpty(word)).map(plain).join("");

  /* Return how the index may have a word: an acronym or a word, a number in figures or in letters,
     or what it means when readers use it alone. */
  const forms = (word) => {
    const meant = known.precise[plain(word)];
    if (meant) return meant.map((one) => joined(one.split(" ")));
    if (acronyms.has(plain(word))) return [word + ACRONYM_MARK, word];
    const number = numbers.get(plain(word)) ?? word;
    return known.nombres[number] ? [number, known.nombres[number]] : [word];
  };

  /* A thing: its words, how the index may have it, how lists say it, what it is made of. */
  const thing = (words) => {
    const parts = words.length > 1 ? words.filter((word) => word !== "%" && !isEmpty(word)) : [];
    const inLetters = parts.map((word) => known.nombres[word] ?? word);
    const whole = [joined(parts), parts.join(" "), inLetters.join(" ")];
    return {
      words: parts.length ? parts : words,
      forms: parts.length ? [...new Set(whole)] : forms(words[0]),
      name: words.map(figure).join(" "),
      parts: parts.map((word) => thing([word])),
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
  return Object.assign(read, { forms });
}
