// SPDX-License-Identifier: EUPL-1.2
/* What each field may say, as `schema/` and `reading/validation.py` judge it. */

import { lengthOfTime, shareOf } from "./durations.js";
import { counted, lengthOf } from "./french.js";
import { patternsOf } from "./patterns.js";

const withoutThousands = (text, rules) => text.replace(patternsOf(rules).anywhere.thousands, "");

/* The year that an answer says, or undefined. */
function yearOf(text, rules) {
  const years = withoutThousands(text, rules).match(/(?<![0-9])[0-9]{4}(?![0-9])/g) ?? [];
  return years.find((year) => isWhole(year, rules.years));
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
  duration: (found, rules) => !lengthOfTime(found, rules) && ["bad-duration", { found }],
  share: (found, rules) => !shareOf(found, rules) && ["bad-share", { found }],
  month: (found, rules) => !yearOf(found, rules) && ["bad-year", { found }],
  number: (typed, rules) => {
    const found = withoutThousands(typed, rules);
    return !isWhole(found, rules.headcounts) && ["bad-number", { found }];
  },
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
