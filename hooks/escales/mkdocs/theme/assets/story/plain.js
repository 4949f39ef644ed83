// SPDX-License-Identifier: EUPL-1.2
/* Bring a text to its plain form, on the same lines, as `reading/plain_form.py` does. */

import { patternsOf } from "./patterns.js";

const INDENT = "    ";

export function tidy(text, rules) {
  const { anywhere, first } = patternsOf(rules);
  const broken = text.replace(anywhere.break, "$1  \n");
  return plainLines(broken.split("\n").map((line) => first.line.exec(line).groups), rules).join("\n");
}

/* `levels` are the items around, each with its width and its number, if it has one. */
function plainLines(lines, rules) {
  const isRule = (said) => patternsOf(rules).whole.rule.test(said);
  let [quotes, levels, apart] = [0, [], true];
  const around = (width) => levels.filter((level) => level.width + rules.lists.nested <= width);
  return lines.map((line, place) => {
    const { quote, mark } = line;
    let { said } = line;
    const width = widthOf(line.indent);
    const depth = quote.split(">").length - 1;
    if (depth !== quotes) [quotes, levels, apart] = [depth, [], true];
    if (!said.trim()) {
      apart = true;
      return quote.trimEnd();
    }
    if (mark && !isRule(said)) {
      const beside = levels[around(width).length];
      if (opens(line, beside, apart, levels.length > 0, lines[place + 1], rules.lists.most_items)) {
        const below = width + (rules.lists.ranks[mark] ?? 0);
        const over = around(below);
        [levels, apart] = [[...over, { width: below, number: line.number }], false];
        return quote + INDENT.repeat(over.length) + startOf(line) + line.text;
      }
      if (line.number) said = said.replace(mark, `${line.number}\\${mark.at(-1)}`);
    }
    const block = said[0] === "#" || isRule(said);
    if (apart || block) levels = around(width);
    apart = block;
    return quote + (width ? INDENT.repeat(levels.length) : "") + said;
  });
}

export function widthOf(indent) {
  return [...indent].reduce((width, sign) => (sign === "\t" ? width + 4 - (width % 4) : width + 1), 0);
}

function opens({ mark, number, text }, beside, apart, listed, below, most) {
  if (!number) return !(mark === "–" && text.includes(" – ")) || apart || listed;
  if (Number(number) <= 1 || (beside?.number && Number(beside.number) === number - 1)) return true;
  if (number < most && (apart || beside?.number)) return true;
  return below?.number === String(Number(number) + 1);
}

function startOf({ mark, number }) {
  if (number) return `${number}. `;
  if (mark === "+") return "- \\+ ";
  if (".)".includes(mark.at(-1))) return `- ${mark} `;
  return mark === "*" ? "* " : "- ";
}
