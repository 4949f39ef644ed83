// SPDX-License-Identifier: EUPL-1.2
/* The patterns of the check, which the page hands over: each stands once, in Python. */

const ready = new WeakMap(); // rules, with their patterns

/* By name: `anywhere` finds a pattern in a text, `whole` takes all of a text, `first` its beginning. */
export function patternsOf(rules) {
  if (!ready.has(rules)) ready.set(rules, make(rules));
  return ready.get(rules);
}

function make({ patterns, limits }) {
  const each = (write) => {
    const entries = Object.entries(patterns).map(([name, [source, flags]]) => [name, write(source, flags)]);
    return Object.fromEntries(entries);
  };
  return {
    anywhere: each((source, flags) => new RegExp(source, flags)),
    whole: each((source, flags) => new RegExp(`^(?:${source})$`, flags.replace("g", ""))),
    first: each((source, flags) => new RegExp(`^(?:${source})`, flags.replace("g", ""))),
    most: limits.most.map(([sign, source, flags, most]) => [sign, new RegExp(source, flags), most]),
  };
}
