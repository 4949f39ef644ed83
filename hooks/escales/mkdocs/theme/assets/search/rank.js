// SPDX-License-Identifier: EUPL-1.2
/* Put what was found in order: what holds most of the question, then what answers best. */

import { folded } from "./words.js";

// Of an answer of the guide, a list, a scheme, a story, a page, a document, a page for keepers.
const WORTH = [1.35, 1.3, 1.2, 1, 0.95, 0.75, 0.4];
const [LIST, STORY] = [1, 3];
const TITLE = 0.6; // to say a thing in its title
const WHOLE = 2; // to hold more of the question
const SHARPNESS = 0.6; // between a page that holds a word and one that is about it
const NEARLY = 0.7; // of what the best one holds: less is not shown

/* Return the names of what to show: of pages and of `lists`. `held` has, for each thing of the
   question, the pages that hold it, and a list how well it `said` each; `known` has the rank and the title of all that is no story. */
export function ranked(held, lists, known, total) {
  const weights = held.map((one, thing) => weightOf(one, [...lists.values()].some(({ said }) => said[thing] > 0), total));
  const whole = weights.reduce((sum, one) => sum + one, 0);
  const totals = new Map();
  const add = (name, thing, share) => {
    const one = totals.get(name) ?? { name, held: 0, score: 0 };
    one.held += weights[thing] / whole;
    one.score += (weights[thing] / whole) * share;
    totals.set(name, one);
  };
  held.forEach(({ pages, words }, thing) => {
    const highest = Math.max(...[...pages.values()].map(({ score }) => score));
    for (const [name, { score }] of pages) {
      const titled = words.every((word) => known.get(name)?.title.has(folded(word)));
      add(name, thing, (score / highest) ** SHARPNESS + (titled ? TITLE : 0));
    }
    for (const [name, { said }] of lists) if (said[thing]) add(name, thing, said[thing]);
  });
  const all = [...totals.values()];
  const most = Math.max(0, ...all.map((one) => one.held));
  const rankOf = (name) => (lists.has(name) ? LIST : (known.get(name)?.rank ?? STORY));
  for (const one of all) one.order = one.held ** WHOLE * one.score * WORTH[rankOf(one.name)];
  return all
    .filter((one) => one.held >= most * NEARLY)
    .sort((a, b) => b.order - a.order)
    .map((one) => one.name);
}

/* A thing that few pages hold tells more; one that nothing holds, nothing. */
const weightOf = ({ pages }, isListed, total) =>
  pages.size || isListed ? Math.log(1 + total / Math.max(1, pages.size)) : 0;
