// SPDX-License-Identifier: EUPL-1.2
/* Ask Pagefind, in words as French readers type them. It is fetched on the first question only. */

import { mended } from "./search/mend.js";
import { makeReader } from "./search/question.js";
import { FICTION, ranked } from "./search/rank.js";
import { folded, plain, split } from "./search/words.js";

export { excerptOf } from "./search/words.js";

const ROOT = new URL("../", import.meta.url);
const BUNDLE = new URL("pagefind/", ROOT);
const metaWeights = { title: 0, titre: 0, genre: 0, faits: 0 }; // the text holds them already

const LATER = 0.6; // what another form of a thing is worth
const [EXPRESSED, NAMED] = [1.6, 0.9]; // what a list is worth for "three months", for its other words

const kept = new Map(); // what was fetched, by name

/* Fetch once; a failure is forgotten, so that the next question may try again. */
function once(name, fetched) {
  if (!kept.has(name)) {
    kept.set(name, fetched());
    kept.get(name).catch(() => kept.delete(name));
  }
  return kept.get(name);
}

const listed = (name) =>
  once(name, async () => {
    const answer = await fetch(new URL(name, BUNDLE), { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${answer.status} ${name}`);
    return answer.json();
  });

/* Return the engine, ready; without Pagefind when nothing of what is looked for is ours. */
export async function load(ours = true) {
  const [pagefind, known] = await Promise.all([ours && once("pagefind", start), once("known", prepare)]);
  return { ...known, pagefind };
}

async function start() {
  const pagefind = await import(new URL("pagefind.js", BUNDLE));
  await pagefind.options({ excerptLength: 20, ranking: { metaWeights } });
  await pagefind.init();
  return pagefind;
}

async function prepare() {
  const known = await listed("questions.json");
  const inWords = (text) => new Set(text.split(" "));
  const lists = known.listes.map((list) => ({ ...list, mots: new Set(list.mots) }));
  const pages = new Map(
    Object.entries(known.pages).map(([name, [rank, title]]) => [name, { rank, title: inWords(title) }]),
  );
  const titles = new Set([...pages.values()].flatMap(({ title }) => [...title]));
  const elsewhere = known.voisins && (await import("./search/elsewhere.js")).makeElsewhere(known.voisins, listed);
  return { lists, pages, titles, elsewhere, read: makeReader(known), total: known.total };
}

/* Return the results of a query, best first, and how the words that no page has were mended. */
export async function find(query, ours = true) {
  const engine = await load(ours);
  if (/^\s*["«“].+["»”]\s*$/.test(query)) return { results: await exactly(engine, split(query)), mended: [] };
  const answers = await Promise.all(engine.read(query).map((thing) => answer(engine, thing)));
  const held = answers.flat();
  const found = new Map(held.flatMap(({ pages }) => [...pages].map(([name, { result }]) => [name, result])));
  const lists = listsOf(engine, held);
  for (const [url, list] of lists) found.set(url, asResult(list));
  const said = held.flatMap((one) => one.said);
  const whole = await pagesWith(engine, said.join(" ")); // it marks all words
  const resultOf = (name) => whole.get(name)?.result ?? found.get(name) ?? engine.elsewhere.result(name, said);
  return {
    results: ranked(held, lists, engine).map(resultOf),
    mended: held.flatMap((one) => one.mended),
  };
}

/* Words between guillemets are looked for side by side; in the cards of neighbours, all together. */
async function exactly({ pagefind, elsewhere }, words) {
  const { results } = (await pagefind?.search(`"${words.join(" ")}"`)) ?? { results: [] };
  const cards = (await elsewhere?.saying(words)) ?? new Map();
  return [...results, ...[...cards.keys()].map((name) => elsewhere.result(name, words))];
}

/* Return what holds a thing: the pages, by their names; how it was said at last. What is said in
   several words, and is nowhere whole, is several things. */
async function answer(engine, thing) {
  const pages = await pagesOf(engine, thing);
  const one = { ...thing, pages, said: pages.size ? thing.words : [], mended: [] };
  if (pages.size || engine.lists.some(({ expressions }) => expressions.flat().includes(thing.name))) return [one];
  const [word] = thing.words;
  if (!thing.parts.length && !thing.forms.includes(word)) return answer(engine, { ...thing, forms: [word] });
  if (thing.parts.length) return (await Promise.all(thing.parts.map((part) => answer(engine, part)))).flat();
  const right = /\p{L}{3}/u.test(word) ? mended(word, await words()) : null;
  if (!right) return [one];
  if (right === word) {
    const begun = await withCards(engine, [word], pagesWith(engine, word), true);
    return [{ ...one, pages: begun, said: [word] }];
  }
  const meant = engine.read.thing([right]);
  return [{ ...meant, pages: await pagesOf(engine, meant), said: [right], mended: [[word, right]] }];
}

/* Return the pages that mean a thing, or say it in one of its forms, the first one counting most. */
async function pagesOf(engine, { marks, forms }) {
  const meaning = marks.map((mark) => withCards(engine, [mark], pagesWith(engine, mark)));
  const saying = forms.map((form) => withCards(engine, form.split(" "), pagesThatSay(engine, form)));
  const all = await Promise.all([...meaning, ...saying]);
  const pages = new Map();
  all.forEach((some, place) => {
    const highest = Math.max(...[...some.values()].map(({ score }) => score));
    for (const [name, { result, score }] of some) {
      const before = pages.get(name) ?? { result, score: 0 };
      pages.set(name, { ...before, score: before.score + (score / highest) * (place ? LATER : 1) });
    }
  });
  return pages;
}

/* Add the cards of neighbours to some pages: the best card is worth our best story. */
async function withCards({ pages: known, elsewhere }, words, pages, begun) {
  const [own, cards] = await Promise.all([pages, elsewhere?.saying(words, begun) ?? []]);
  const scores = [...own].map(([name, { score }]) => [known.get(name), score]);
  const stories = scores.filter(([page]) => !page || page.rank === FICTION);
  const best = Math.max(...(stories.length ? stories : scores).map(([, score]) => score));
  for (const [name, worth] of cards) own.set(name, { score: worth * (scores.length ? best : 1) });
  return own;
}

/* All words of the site: fetched for a word that no page has. */
const words = () =>
  once("words", async () => (await listed("mots.json")).map((word) => ({ word, plain: plain(word) })));

/* For a word that no page has, Pagefind falls back on ever shorter beginnings of it, down to one
   letter: only between quotes does it look for that word, in all its forms. */
async function pagesThatSay(engine, form) {
  const exact = form.split(" ").map((word) => pagesWith(engine, `"${word}"`));
  const [scored, ...each] = await Promise.all([pagesWith(engine, form), ...exact]);
  for (const name of scored.keys()) if (!each.every((one) => one.has(name))) scored.delete(name);
  return scored;
}

async function pagesWith({ pagefind }, query) {
  if (!query || !pagefind) return new Map();
  const { results } = await pagefind.search(query);
  return new Map(results.map((result) => [result.id, { result, score: result.score }]));
}

/* Return the lists that answer: those whose every expression was asked for, and those of which one
   says more than "stories", which leads to the first list. */
function listsOf({ lists }, held) {
  const names = new Set(held.map(({ name }) => name));
  const says = (list) => ({ words, marks, name }) => {
    if (list.expressions.some((one) => one.includes(name))) return EXPRESSED;
    const isNamed = [marks, words.map(folded)].some((some) => some.length && some.every((one) => list.mots.has(one)));
    return isNamed ? NAMED : 0;
  };
  const isTelling = (list) =>
    list === lists[0] || held.some((one) => says(list)(one) && !says(lists[0])(one));
  return new Map(
    lists
      .filter(({ expressions }) => expressions.every((one) => one.some((name) => names.has(name))))
      .filter(isTelling)
      .map((list) => [list.url, { ...list, said: held.map(says(list)) }]),
  );
}

/* A list, as Pagefind gives its own results. */
const asResult = ({ url, titre, genre, faits }) => ({
  id: url,
  data: async () => ({ url: ROOT.pathname + url, meta: { titre, genre, faits }, excerpt: "" }),
});
