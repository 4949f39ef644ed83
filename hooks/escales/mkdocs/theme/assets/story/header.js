// SPDX-License-Identifier: EUPL-1.2
/* What each field may say, as `schema/` and `reading/validation.py` judge it. */

import { lengthOfTime, shareOf } from "./durations.js";
import { counted, lengthOf, slugify, veil } from "./french.js";
import { patternsOf } from "./patterns.js";

/* A date as ISO 8601, or undefined when it is none. */
export function isoDate(text, rules) {
  const { whole } = patternsOf(rules);
  const parts = whole.plain.test(text) ? whole.day.exec(slugify(text))?.groups : undefined;
  if (!parts) return undefined;
  const [year, month, day] = parts.year
    ? [parts.year, parts.month, parts.day]
    : [parts.french_year.padStart(4, "20"), monthOf(parts.french_month, rules), parts.french_day ?? "1"];
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const found = new Date(`${iso}T00:00:00Z`);
  return year === "0000" || Number.isNaN(found.getTime()) || found.toISOString().slice(0, 10) !== iso ? undefined : iso;
}

function monthOf(text, { months }) {
  if (/^[0-9]/.test(text)) return text;
  const meant = months.filter((name) => name.startsWith(text));
  return meant.length === 1 ? String(months.indexOf(meant[0]) + 1) : "0";
}

export const yearOf = (text, rules) => text.replace(patternsOf(rules).anywhere.thousands, "");

function isSiren(text) {
  const digits = text.replace(/\s/gu, "");
  if (!/^[0-9]{9}$/.test(digits)) return false;
  const sum = (all) => [...all].reduce((total, digit) => total + Number(digit), 0);
  const doubled = [...digits].map((digit, place) => (place % 2 ? String(digit * 2) : digit));
  return sum(doubled.join("")) % 10 === 0;
}

function isWhole(text, [low, high]) {
  return /^[0-9]{1,9}$/.test(text) && low <= Number(text) && Number(text) <= high;
}

function judgeText(text, rules) {
  const formatted = text.match(patternsOf(rules).anywhere.formatted);
  return formatted && ["formatted-text", { found: formatted[0] }];
}

/* Each gives nothing for a right value, or a code and what its sentence needs. */
const JUDGES = {
  text: judgeText,
  list: judgeText,
  date: (found, rules) => isoDate(found, rules) === undefined && ["bad-date", { found }],
  duration: (found, rules) => !lengthOfTime(found, rules) && ["bad-duration", { found }],
  share: (found, rules) => !shareOf(found, rules) && ["bad-share", { found }],
  year: (typed, rules) => {
    const found = yearOf(typed, rules);
    return !isWhole(found, rules.years) && ["bad-year", { found }];
  },
  number: (typed, rules) => {
    const found = yearOf(typed, rules);
    return !isWhole(found, rules.headcounts) && ["bad-number", { found }];
  },
  siren: (found) => !isSiren(found) && ["bad-siren", { found }],
  proof: (found, rules) =>
    (veil(found, rules) !== found && ["personal-proof", { found: veil(found, rules) }]) ||
    (found.search(patternsOf(rules).anywhere.document) >= 0 && ["proof-link", { found }]),
  slug: (found, rules) =>
    !patternsOf(rules).whole.slug.test(found) && ["bad-slug", { found, expected: slugify(found) || rules.plain_word }],
};

function judgeLength(text, { least, most }, rules) {
  const long = lengthOf(text);
  const found = counted(long, rules.characters);
  if (least !== undefined && long < least) return ["too-short", { found, limit: least }];
  if (most !== undefined && long > most) return ["too-long", { found, limit: most }];
  return undefined;
}

const judge = (text, field, rules) =>
  judgeLength(text, field, rules) || JUDGES[field.kind]?.(text, rules) || undefined;

function judgeList(items, field, rules, note) {
  const faults = items.map((item) => judge(item, field, rules));
  const most = field.items ?? Infinity;
  if (faults.filter((fault) => !fault).length > most) {
    note("too-many", field.key, { found: counted(items.length, rules.items), limit: most });
    return;
  }
  faults.forEach((fault, place) => {
    if (fault) note(fault[0], `${field.key}.${place + 1}`, fault[1]);
  });
}

/* Judge plain values against fields; `note(code, key, values)` takes each fault. */
export function checkFields(values, fields, rules, note) {
  for (const field of fields) {
    const value = values[field.key];
    if (!value || !value.length) {
      if (field.required) note("missing-key", field.key);
    } else if (field.kind === "list") {
      judgeList(value, field, rules, note);
    } else if (typeof value === "string") {
      const fault = judge(value, field, rules);
      if (fault) note(fault[0], field.key, fault[1]);
    }
  }
}
