// SPDX-License-Identifier: EUPL-1.2
/* How the explorer says how many stories answer, with the words that the page gives it. Stories are
   told by their places in the list: from `recits` on, they are examples of fiction. */

export const words = document.getElementById("es-compte").dataset;

const formatted = (number) => new Intl.NumberFormat("fr").format(number);
const plural = (number, one, many) => (number > 1 ? many : one);
const counted = (number, one, many) => `${formatted(number)}\u00a0${plural(number, one, many)}`;

/* The number that readers are told, true stories alone as soon as there is one; and its unit. */
export const figure = (stories, examples) => (stories || examples ? formatted(stories || examples) : "–");

export function unit(stories, examples) {
  if (stories) return plural(stories, words.story, words.stories);
  return examples ? plural(examples, words.example, words.examples) : words.none.toLowerCase();
}

/* As the macro `tally_of_all` does: « 3 récits, dont 1 raconté ailleurs, et 2 exemples de fiction ».
   `isThere` says whether a neighbour tells the story at a place. */
export function sentence(places, recits, isThere) {
  const stories = places.filter((place) => place < recits);
  const examples = places.length - stories.length;
  const elsewhere = toldElsewhere(stories.length, isThere ? stories.filter(isThere).length : 0);
  const parts = [];
  if (stories.length) parts.push(counted(stories.length, words.story, words.stories) + elsewhere);
  if (examples) parts.push(counted(examples, words.example, words.examples));
  return parts.join(`${elsewhere && ","} ${words.and} `) || words.none;
}

/* As the macro of the same name. */
function toldElsewhere(stories, there) {
  if (!there) return "";
  const told = plural(there, words.there, words.theres);
  if (there < stories) return `, ${words.among} ${formatted(there)} ${told}`;
  return there > 1 ? `, ${words.all} ${told}` : `, ${told}`;
}

/* « Rien à Dunkerque même ; 3 récits dans les Hauts-de-France », then what only has the words. */
export function sentenceNear({ levels, level }, places, recits, isThere) {
  const counts = levels.map((_, number) => places.filter((place) => level.get(place) === number).length);
  const found = levels.flatMap(({ within }, number) => {
    const beyond = counts.slice(0, number).some(Boolean) ? `${words.beyond} ` : "";
    return counts[number] ? `${counted(counts[number], words.story, words.stories)} ${beyond}${within}` : [];
  });
  const [{ within, facet }, ...others] = levels;
  const itself = facet === "collectivite" ? ` ${words.itself}` : "";
  const not = counts[0] ? "" : `${words.not} ${within}${itself}`;
  const parts = found.length
    ? [not, found.join(", ")].filter(Boolean).join("\u00a0; ")
    : [not, ...others.map((one) => `${words.nor} ${one.within}`)].join(", ");
  const elsewhere = places.filter((place) => !level.has(place));
  return [
    `${parts}.`,
    ...(found.length || !words.fictions ? [] : [words.fictions]),
    ...(elsewhere.length ? [`${words.beside} ${sentence(elsewhere, recits, isThere)}.`] : []),
  ].join(" ");
}
