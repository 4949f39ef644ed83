// SPDX-License-Identifier: EUPL-1.2
/* Find what neighbours tell, by the words of its cards. Pagefind would take seconds to look among
   twenty thousand of them; here files of words, in order, have the numbers of their cards. */

import { folded } from "./words.js";

const PREFIX = "voisins/"; // of the name of a card, before its number
const [STORY, SCHEME] = [10, 11]; // their ranks
const IN_PASSING = 0.5; // what it is worth to say a word elsewhere than in its title
const KIN = 0.6; // to say another word of its family
const ENDING = /(?<=.{5})(?:(?:at)?(?:eur|rice|ion)|e?ment|[ae]nte?|euse|able|ee?|[ei]r|ifs?|ive)$/;

/* Words of a family begin alike, and end in one of a few ways: "accueillir", "accueillant". */
const rootOf = (word) => word.replace(ENDING, "");

/* Return a text as HTML, where the words that were asked for are marked, and those of their families. */
function marked(text, words) {
  const wanted = new Set(words.map((word) => rootOf(folded(word))));
  const parts = text.split(/([\p{L}\p{N}]+)/u).map((part, place) => {
    const html = part.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);
    return place % 2 && wanted.has(rootOf(folded(part))) ? `<mark>${html}</mark>` : html;
  });
  return parts.join("");
}

/* `known` is what the build wrote; `listed` fetches a file once, by its name. */
export function makeElsewhere({ version, recits, par_fichier, debuts }, listed) {
  const fetched = (kind, place) => listed(`voisins-${version}-${kind}-${place}.json`);

  /* Return the words of the files that may have one that begins so. */
  const beginning = async (root) => {
    const first = debuts.findLastIndex((word) => word <= root);
    const last = debuts.findLastIndex((word) => word <= `${root}\uFFFF`);
    const places = debuts.map((_, place) => place).slice(Math.max(0, first), last + 1);
    return (await Promise.all(places.map((place) => fetched("mots", place)))).flatMap(Object.entries);
  };

  /* Return what each card that says a word is worth, by its number; `begun`: the word is being typed. */
  const saying = async (word, begun) => {
    const wanted = folded(word).replace("\u2060", "");
    const root = begun ? wanted : rootOf(wanted);
    const cards = new Map();
    const add = (steps, worth) => {
      let number = 0;
      for (const step of steps) {
        number += step;
        cards.set(number, Math.max(cards.get(number) ?? 0, worth));
      }
    };
    for (const [one, [titled, others]] of await beginning(root)) {
      const isKin = begun ? one.startsWith(root) : rootOf(one) === root;
      const worth = one === wanted ? 1 : isKin ? KIN : 0;
      if (!worth) continue;
      add(titled, worth);
      add(others, worth * IN_PASSING);
    }
    return cards;
  };

  return {
    /* Return the cards that say all words, by their names: each is worth 1 at most. */
    async saying(words, begun = false) {
      const [first = [], ...others] = await Promise.all(words.map((word) => saying(word, begun)));
      const all = [...first].filter(([number]) => others.every((one) => one.has(number)));
      return new Map(
        all.map(([number, worth]) => [PREFIX + number, Math.min(worth, ...others.map((one) => one.get(number)))]),
      );
    },

    /* Return the rank of a card, by its name; undefined when it is none. */
    rankOf(name) {
      if (name.startsWith(PREFIX)) return Number(name.slice(PREFIX.length)) < recits ? STORY : SCHEME;
    },

    /* A card, as Pagefind gives its own results. */
    result(name, words) {
      const number = Number(name.slice(PREFIX.length));
      const data = async () => {
        const cards = await fetched("fiches", Math.floor(number / par_fichier));
        const { url, resume, plus, ...meta } = cards[number % par_fichier];
        const [summary, more] = [resume, plus].map((text) => marked(text, words));
        return { url, meta, excerpt: more.includes("<mark>") ? `${summary} ${more}` : summary };
      };
      return { id: name, data };
    },
  };
}
