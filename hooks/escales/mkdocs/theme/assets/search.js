// SPDX-License-Identifier: EUPL-1.2
/* Ask Pagefind, in words as French readers type them. It is fetched on the first question only. */

const BUNDLE = new URL("../pagefind/", import.meta.url);
const ELISION = /(?<!\p{L})(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)['’ʼ]/giu;
const LIGATURES = { œ: "oe", Œ: "oe", æ: "ae", Æ: "ae" };
const JOINER = "\u200D"; // what the index puts inside a ligature, so that we can turn it back
const ACRONYM_MARK = "\u2060zz"; // and after an acronym
/* Said in questions, and of no help in finding the answer. Not "cet": it is an acronym. */
const SMALL_WORDS = new Set(
  (
    "a ai ait as au aux avec avoir ce ces comment dans de des du elle en est et etre eu il ils je la " +
    "le les leur leurs ma mes mon ne nos notre nous on ou par pas pour qu que quel quelle quels " +
    "quelles qui sa se ses son sont sur ta tes ton tu un une vos votre vous y"
  ).split(" "),
);

let engine;
let acronyms = new Set();

async function listed(name) {
  const answer = await fetch(new URL(name, BUNDLE), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.status} ${name}`);
  return answer.json();
}

/* Return Pagefind, ready. A failure is forgotten, so that the next question may try again. */
export function load() {
  engine ??= import(new URL("pagefind.js", BUNDLE))
    .then(async (pagefind) => {
      const metaWeights = { title: 0, titre: 0, genre: 0, faits: 0 }; // the text holds them already
      await pagefind.options({ excerptLength: 20, ranking: { metaWeights } });
      const [known] = await Promise.all([listed("sigles.json"), pagefind.init()]);
      acronyms = new Set(known.map(plain));
      return pagefind;
    })
    .catch((failure) => {
      engine = undefined;
      throw failure;
    });
  return engine;
}

export const plain = (text) =>
  text
    .replace(/[œŒæÆ]/g, (ligature) => LIGATURES[ligature])
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();

const split = (query) =>
  query
    .normalize("NFC")
    .replace(/[œŒæÆ]/g, (ligature) => LIGATURES[ligature])
    .replace(ELISION, " ")
    .split(/[\s\-‐–—/,;:!?.«»"()[\]]+/u)
    .filter(Boolean);

/* Return the results of a query, best first; when no page has all of its words, those that have
   most of them; when none has any, those of the words that were most likely meant (`meant`). */
export async function find(query) {
  const words = split(query);
  if (/^\s*["«“].+["»”]\s*$/.test(query)) return { results: await exact(words), meant: "" };
  const found = await ask(words);
  if (found.length || !words.length) return { results: found, meant: "" };
  const meant = await nearest(words);
  return { results: meant.length ? await ask(meant) : [], meant: meant.join(" ") };
}

/* Words between guillemets are looked for side by side. */
async function exact(words) {
  const pagefind = await load();
  return (await pagefind.search(`"${words.join(" ")}"`)).results;
}

async function ask(words) {
  const pagefind = await load();
  const results = async (query) => {
    const found = (await pagefind.search(query)).results;
    return found.length && (await believable(found[0], query)) ? found : [];
  };
  const helpful = words.filter((word) => !SMALL_WORDS.has(plain(word)));
  const marked = (word) => (acronyms.has(plain(word)) ? word + ACRONYM_MARK : word);
  const telling = (helpful.length ? helpful : words).map(marked);
  const all = await results(telling.join(" "));
  if (telling.length === 1 && telling[0].endsWith(ACRONYM_MARK)) {
    return together(all, await results(telling[0].slice(0, -ACRONYM_MARK.length)));
  }
  if (all.length || telling.length < 2) return all;
  const found = new Map();
  for (const word of telling) {
    for (const result of await results(word)) {
      const known = found.get(result.id) ?? { result, words: 0, score: 0 };
      found.set(result.id, { result, words: known.words + 1, score: known.score + result.score });
    }
  }
  const best = [...found.values()].sort((a, b) => b.words - a.words || b.score - a.score);
  return best.map(({ result }) => result);
}

/* Whether a result has a word that begins as one of the query. For a word that no page has,
   Pagefind falls back on ever shorter beginnings of it, down to one letter. */
async function believable(result, query) {
  const { excerpt } = await result.data();
  const marked = [...asWritten(excerpt).matchAll(/<mark>(.*?)<\/mark>/g)].map(([, word]) => split(word).map(plain));
  const wanted = split(query.replaceAll(ACRONYM_MARK, "")).map(plain);
  return marked.flat().some((word) =>
    wanted.some((one) => word.startsWith(one.slice(0, Math.max(2, Math.ceil(one.length * 0.6))))),
  );
}

/* Return the first results, then those of the others that are not among them. */
function together(first, others) {
  const known = new Set(first.map((one) => one.id));
  return [...first, ...others.filter((one) => !known.has(one.id))];
}

/* Replace the words that no page has by the nearest that a title has. */
async function nearest(words) {
  const known = await listed("mots.json");
  const meant = words.map((word) => {
    const wanted = plain(word);
    if (SMALL_WORDS.has(wanted)) return word;
    let best = null;
    let least = wanted.length > 6 ? 2.5 : wanted.length > 3 ? 1.5 : 0;
    for (const choice of known) {
      const gap = distance(wanted, choice, least);
      if (gap < least) [best, least] = [choice, gap];
    }
    return best ?? word;
  });
  return meant.join() === words.join() ? [] : meant;
}

/* How many letters to add, drop, change or swap; a number over `most` when it is more than that. */
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return Infinity;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const change = one[i - 1] === other[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + change);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    if (Math.min(...row) > most) return Infinity;
    [before, last] = [last, row];
  }
  return last[other.length];
}

/* Write an excerpt as its author did: elisions joined, ligatures whole. It is HTML of Pagefind,
   where only <mark> is an element. */
export const asWritten = (excerpt) =>
  excerpt
    .replace(/(['’])\s+(?=<mark>|\p{L})/gu, "$1")
    .replaceAll(ACRONYM_MARK, "")
    .replaceAll(`o${JOINER}e`, "œ")
    .replaceAll(`O${JOINER}E`, "Œ")
    .replaceAll(`a${JOINER}e`, "æ")
    .replaceAll(`A${JOINER}E`, "Æ");
