// SPDX-License-Identifier: EUPL-1.2
/* What is near the place that somebody typed: its employers, its department, its region. */

import { plain } from "./search/words.js";

/* What people write before a place, and what comes before it in the name of an employer. */
const BEFORE =
  /^(?:(?:a|au|aux|autour|commune|dans|de|departement|des|du|en|l|la|le|les|mairie|pres|recits?|region|vers|ville)-)+/;
const POSTAL = /^(97\d|\d\d)(?: ?\d{2,3})?$/; // a code of a department, or of a town in it
const LONG = 6; // letters: « Grenoble » is Grenoble-Alpes-Métropole too, « Saint » is no place

const slug = (text) => plain(text).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
const bare = (name) => name.replace(BEFORE, "");

/* Return the name of the place that `words` say; the levels around it, the nearest first, each with
   how a sentence says it, its facet and its values; the pages of the employers there, where this
   site has one. Null for no place. */
export function around(words, { regions, departements, employeurs }) {
  const asked = bare(slug(words));
  if (!asked) return null;
  const named = (name) =>
    bare(name) === asked || (asked.length > LONG && bare(name).startsWith(`${asked}-`));
  const code = words.trim().toUpperCase().replace(POSTAL, "$1");
  const levels = [];
  let pages = [];
  let department = departements.find(([own, name]) => own === code || bare(name) === asked);
  let region = department ? -1 : regions.findIndex(([name]) => bare(name) === asked);
  if (!department && region < 0) {
    const here = employeurs.filter(([name]) => named(name));
    if (!here.length) return null;
    const [nearest] = here.filter(([name]) => bare(name) === asked).concat(here);
    levels.push({ within: nearest[1], facet: "collectivite", values: here.map((one) => one[3]) });
    pages = here.filter((one) => one[4]).map(([, , , , address, name]) => ({ address, name }));
    department = departements.find(([own]) => own === nearest[2]);
  }
  if (department) {
    levels.push({ within: department[2], facet: "departement", values: [department[0]] });
    region = department[3];
  }
  const whole = regions[region];
  if (whole && whole[1] !== department?.[2]) {
    levels.push({ within: whole[1], facet: "region", values: [whole[0]] });
  }
  return { name: asked, levels, pages };
}

/* Put the places of stories that are near first, each level after the one it holds, and after the
   first one those that the words match; say how many of each. */
export function nearFirst({ levels }, matched, answers) {
  const columns = levels.map(({ facet, values }) => {
    const { valeurs, recits } = answers.reponses[facet];
    const wanted = valeurs.map((value) => values.includes(value));
    return (place) => [recits[place]].flat().some((value) => wanted[value]);
  });
  const level = new Map(); // of each story that is near
  for (let place = 0; place < answers.recits; place++) {
    const nearest = columns.findIndex((answersIt) => answersIt(place));
    if (nearest >= 0) level.set(place, nearest);
  }
  const at = (wanted) => [...level.keys()].filter((place) => level.get(place) === wanted);
  const [first, ...others] = levels.map((_, number) => at(number));
  return { places: [...new Set([...first, ...matched, ...others.flat()])], level };
}
