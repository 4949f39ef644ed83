// SPDX-License-Identifier: EUPL-1.2
/* Durations, as `schema/durations.py` reads them. */

import { slugify } from "./french.js";
import { patternsOf } from "./patterns.js";

export function isDuration(text, rules) {
  const { anywhere, whole } = patternsOf(rules);
  const { units, longest, most_signs: most, numbers } = rules.durations;
  const plain = slugify(text).replaceAll("-", " ");
  if (plain.length > most) return false;
  const match = whole.iso.exec(plain.toUpperCase()) || whole.french.exec(plain);
  if (!match || text.search(anywhere.negative) >= 0) return false;
  const parts = match.groups;
  const number = (part) => {
    if (part === undefined) return 0;
    return /^\d+$/.test(part) ? Number(part) : part === "une" ? 1 : numbers.indexOf(part);
  };
  const length =
    number(parts.years) * units.years +
    (number(parts.months) + (parts.half_year ? 6 : 0)) * units.months +
    number(parts.weeks) * units.weeks +
    (number(parts.half_days) + 2 * number(parts.days) + (parts.half_day ? 1 : 0)) * units.half_days +
    number(parts.hours) * units.hours;
  return 0 < length && length <= longest;
}
