// SPDX-License-Identifier: EUPL-1.2
/* Durations, as `durations.py` reads them. */

import { slugify } from "./french.js";

const UNITS = { hours: 3, half_days: 12, weeks: 120, months: 520, years: 6240 };
const LONGEST = 10 * UNITS.years;
const MOST_SIGNS = 100;
const NUMBERS = "zero un deux trois quatre cinq six sept huit neuf dix onze douze".split(" ");
const NEGATIVE = /[-−–]\s*\p{Nd}/u;
const ISO = /^P(?=.)(?:(?<years>\d+)Y)?(?:(?<months>\d+)M)?(?:(?<weeks>\d+)W)?(?:(?<days>\d+)D)?(?:T(?<hours>\d+)H)?$/;
const FRENCH = new RegExp(
  [
    "^(?:(?<years>N) (?:ans?|annees?)(?<half_year> et demie?)?)?",
    "(?:(?<months>N) mois)?",
    "(?:(?<weeks>N) semaines?)?",
    "(?:(?<days>N) (?:jours?|journees?)(?: ouvres?)?(?<half_day> et demie?)?)?",
    "(?:(?<half_days>N) demi journees?)?",
    "(?:(?<hours>N) heures?)?$",
  ].join("(?: et |, | )?").replaceAll("N", `\\d+|une|${NUMBERS.join("|")}`),
);

const number = (text) =>
  text === undefined ? 0 : /^\d+$/.test(text) ? Number(text) : text === "une" ? 1 : NUMBERS.indexOf(text);

export function isDuration(text) {
  const plain = slugify(text).replaceAll("-", " ");
  if (plain.length > MOST_SIGNS) return false;
  const match = ISO.exec(plain.toUpperCase()) || FRENCH.exec(plain);
  if (!match || NEGATIVE.test(text)) return false;
  const found = match.groups;
  const units =
    number(found.years) * UNITS.years +
    (number(found.months) + (found.half_year ? 6 : 0)) * UNITS.months +
    number(found.weeks) * UNITS.weeks +
    (number(found.half_days) + 2 * number(found.days) + (found.half_day ? 1 : 0)) * UNITS.half_days +
    number(found.hours) * UNITS.hours;
  return 0 < units && units <= LONGEST;
}
