// SPDX-License-Identifier: EUPL-1.2
/* Durations and shares of time, as `schema/durations.py` and `schema/shares.py` read them. */

import { slugify } from "./french.js";
import { patternsOf } from "./patterns.js";

/* Words as they are compared, their numbers in figures. */
function inFigures(text, rules) {
  const { number, ending } = patternsOf(rules).anywhere;
  return slugify(text)
    .replaceAll("-", " ")
    .replace(number, (words) => {
      const figures = rules.numbers.indexOf(words.replace(ending, ""));
      return figures < 0 ? words : String(figures);
    });
}

/* Without "environ", and "1,5 mois" as "1 mois et demi". */
function inWholeNumbers(text, rules) {
  const { about, one_and_a_half: half } = patternsOf(rules).anywhere;
  return text.replace(about, "").replace(half, "$1 $2 et demi");
}

const isSigned = (text, { anywhere, whole }) => text.search(anywhere.negative) >= 0 || !whole.signs.test(text);

/* The length of a duration, in 24ths of a day; 0 when it is none. */
export function lengthOfTime(text, rules) {
  const duration = durationOf(text, rules);
  return duration ? unitsOf(duration, rules) : 0;
}

export function unitsOf(duration, rules) {
  return Object.entries(rules.durations.units).reduce((sum, [unit, units]) => sum + units * (duration[unit] ?? 0), 0);
}

/* A duration in the units that its author wrote; undefined when it is none. */
export function durationOf(typed, rules) {
  const { whole } = patternsOf(rules);
  const { longest, most_signs: most } = rules.durations;
  if (typed.length > most) return undefined;
  const text = inWholeNumbers(typed, rules);
  const again = whole.again.exec(text)?.groups;
  if (again) {
    const first = durationOf(again.first, rules);
    return first && unitsOf(first, rules) === lengthOfTime(again.inside ?? again.after, rules) ? first : undefined;
  }
  const plain = inFigures(text, rules);
  const parts = (whole.iso.exec(plain.toUpperCase()) || whole.french.exec(plain))?.groups;
  if (!parts || isSigned(text, patternsOf(rules))) return undefined;
  const number = (part) => Number(parts[part] || 0);
  let months = number("months") + 6 * number("semesters") + 3 * number("quarters");
  let weeks = number("weeks");
  if (parts.half_month) [months, weeks] = months === 1 ? [0, weeks + 6] : [months, weeks + 2];
  const halfDays = number("half_days") + 2 * number("days") + (parts.half_day ? 1 : 0) + (parts.half_week ? 5 : 0);
  const duration = { years: number("years"), months: months + (parts.half_year ? 6 : 0), weeks, half_days: halfDays, hours: number("hours") };
  const length = unitsOf(duration, rules);
  return 0 < length && length <= longest ? duration : undefined;
}

/* The least and the most per cent of a share, [0, 0] when it is occasional; undefined when it is none. */
export function shareOf(typed, rules) {
  const { whole } = patternsOf(rules);
  if (typed.length > rules.durations.most_signs) return undefined;
  const text = inWholeNumbers(typed, rules);
  const again = whole.again.exec(text)?.groups;
  if (again) {
    const first = shareOf(again.first, rules);
    return String(first) === String(shareOf(again.inside ?? again.after, rules)) ? first : undefined;
  }
  const figures = whole.figures.exec(text)?.groups;
  const equivalent = whole.full_time_equivalent.exec(text)?.groups;
  if (!figures && !equivalent) return shareInWords(text.replaceAll("/", " par "), rules);
  const low = Number(figures ? figures.low : equivalent.share.padEnd(2, "0"));
  const high = Number(figures?.high ?? low);
  return 1 <= low && low <= high && high <= 100 ? [low, high] : undefined;
}

function shareInWords(text, rules) {
  const { named, fractions, periods } = rules.shares;
  const parts = patternsOf(rules).whole.in_words.exec(inFigures(text, rules))?.groups;
  if (!parts || isSigned(text, patternsOf(rules))) return undefined;
  if (parts.named) return [named[parts.named], named[parts.named]];
  let ratio = [Number(parts.percent ?? parts.some), Number(parts.every ?? 100)];
  if (parts.length) ratio = [lengthOfTime(parts.length, rules), periods[parts.period]];
  if (parts.fraction) ratio = [Number(parts.parts), fractions[parts.fraction]];
  const share = Math.floor((200 * ratio[0] + ratio[1]) / (2 * ratio[1]));
  return 1 <= share && share <= 100 ? [share, share] : undefined;
}
