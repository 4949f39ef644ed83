// SPDX-License-Identifier: EUPL-1.2
/* Put what was found in order. Each thing of a question weighs the more as fewer pages hold it, up to
   a limit, and little when it is no subject of the site. A page is worth the weight of what it holds,
   more when it is about it. Then comes what it is: the answers to common cases are first. */

import { folded } from "./words.js";

// Of an answer of the guide, a list, a scheme, a story, a page, a document, a page for keepers, the
// answer to a rare case, an answer to managers, an example of fiction, a neighbour's story, its scheme.
const WORTH = [1.35, 1.3, 1.2, 1.06, 0.95, 0.75, 0.4, 0.8, 1.1, 1, 1.03, 1.15];
const [LIST, STORY] = [1, 3];
export const FICTION = 9;
const TITLE = 0.6; // to say a thing in its title
const SHARPNESS = 0.6; // between a page that holds a word and one that is about it
const RAREST = 1 / 15; // of the pages: a thing that fewer hold weighs no more
const OUTSIDE = 0.5; // what a thing weighs that is no subject of the site
const PASSING = 0.4; // to say "three months", which asks for a list, in passing
const NEARLY = 0.4; // of what the best one holds: less is not shown

/* Return the names of what to show: of pages and of `lists`. `held` has, for each thing of the
   question, the pages that hold it, and a list how well it `said` each; `known` has the rank and the
   title of all that is no story, `titles` the words of these titles. */
export function ranked(held, lists, { pages: known, titles, elsewhere, total }) {
  const listed = [...lists.values()];
  const weights = held.map((one, thing) => {
    const isSubject = one.isSubject || one.words.every((word) => titles.has(folded(word)));
    const isHeld = one.pages.size || listed.some(({ said }) => said[thing]); // or it weighs nothing
    const rarity = Math.log(1 + Math.min(1 / RAREST, total / Math.max(1, one.pages.size)));
    return isHeld ? rarity * (isSubject ? 1 : OUTSIDE) : 0;
  });
  const whole = weights.reduce((sum, one) => sum + one, 0);
  const totals = new Map();
  const add = (name, thing, share, part = 1) => {
    const one = totals.get(name) ?? { name, held: 0, score: 0 };
    one.held += (weights[thing] / whole) * part;
    one.score += (weights[thing] / whole) * part * share;
    totals.set(name, one);
  };
  held.forEach(({ pages, words, marks, isListed }, thing) => {
    const highest = Math.max(...[...pages.values()].map(({ score }) => score));
    for (const [name, { score }] of pages) {
      const title = known.get(name)?.title;
      const titled = title && (words.every((word) => title.has(folded(word))) || marks.some((one) => title.has(one)));
      add(name, thing, (score / highest) ** SHARPNESS + (titled ? TITLE : 0), isListed ? PASSING : 1);
    }
    for (const [name, { said }] of lists) if (said[thing]) add(name, thing, said[thing]);
  });
  const all = [...totals.values()];
  const most = Math.max(0, ...all.map((one) => one.held));
  const ownRank = (name) => (lists.has(name) ? LIST : (known.get(name)?.rank ?? STORY));
  const rankOf = (name) => elsewhere?.rankOf(name) ?? ownRank(name);
  for (const one of all) one.order = one.held * one.score * WORTH[rankOf(one.name)];
  return all
    .filter((one) => one.held >= most * NEARLY)
    .sort((a, b) => b.order - a.order)
    .map((one) => one.name);
}
