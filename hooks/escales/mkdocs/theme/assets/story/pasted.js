// SPDX-License-Identifier: EUPL-1.2
/* Make right a text from a word processor, a spreadsheet or a mail, as `reading/pasted.py` does. */

import { patternsOf } from "./patterns.js";
import { tidy, widthOf } from "./plain.js";

const BLOCKS = "#>|"; // what a heading, a quotation, a line of a table begins with
const HARD_BREAK = "  "; // at the end of a line
const lengthOf = (text) => [...text].length; // as Python counts signs
const LISTED = new Set(["item", "inside"]);

/* The text, the number of changes of each kind, and the signature of a mail that was set aside. */
export function makeRight(text, rules) {
  const { anywhere } = patternsOf(rules);
  const changes = {};
  const count = (kind) => (changes[kind] = (changes[kind] ?? 0) + 1);
  const shown = text.replace(anywhere.new_line, "\n").replace(anywhere.meaningless, "").replace(anywhere.symbol_bullet, "•");
  const quoted = shown.replace(anywhere.break, "$1  \n").replace(anywhere.curly, (_, words) => {
    count("quotes");
    return `«\u00a0${words}\u00a0»`;
  });
  const [lines, below] = withoutSignature(quoted.split("\n"), rules);
  const whole = withWholeLines(withTables(lines, rules, count), rules, count);
  const plain = tidy(apart(whole, rules, count).join("\n"), rules);
  return { text: plain.trim(), changes, signature: below.join("\n").trim() };
}

function withoutSignature(lines, rules) {
  const { mail_end: end } = patternsOf(rules).whole;
  const said = (some) => some.filter((line) => line.trim()).length;
  for (const [place, line] of lines.entries()) {
    if (!end.test(line.trim()) || !said(lines.slice(0, place))) continue;
    const below = lines.slice(place + (line.trim() === "--" ? 1 : 0));
    if (said(below) && said(below) <= rules.pasted.signature) return [lines.slice(0, place), below];
  }
  return [lines, []];
}

/* Lines that follow one another and of which the same is true. */
function grouped(lines, key) {
  const groups = [];
  for (const line of lines) {
    const is = key(line);
    if (groups.at(-1)?.is === is) groups.at(-1).lines.push(line);
    else groups.push({ is, lines: [line] });
  }
  return groups;
}

function withTables(lines, rules, count) {
  const { anywhere } = patternsOf(rules);
  const hasCells = (line) => line.includes("\t") && line.trim() !== "" && !itemOf(line, rules);
  return grouped(lines, hasCells).flatMap(({ is, lines: rows }) => {
    if (is && rows.length > 1 && rows.some((row) => row.trim().includes("\t"))) {
      count("tables");
      return ["", ...drawn(rows.map((row) => row.split("\t").map((cell) => cell.trim().replace(anywhere.pipe, "\\|")))), ""];
    }
    return rows.map((row) => withoutTabs(row.replace(/\t+$/, ""), rules));
  });
}

/* A space in place of each tab but the one after a bullet, by which it is known. */
function withoutTabs(line, rules) {
  const { tab, hash } = patternsOf(rules).anywhere;
  const item = itemOf(line, rules);
  if (!item) return line.replace(tab, " ").replace(hash, "$1\\#");
  return line.slice(0, line.length - item.text.length) + item.text.replace(tab, " ");
}

/* A table of Markdown: its cells are Markdown already. */
export function drawn(rows) {
  const width = Math.max(...rows.map((row) => row.length));
  const lines = rows.map((row) => `| ${[...row, ...Array(width - row.length).fill("")].join(" | ")} |`);
  return [lines[0], `|${" --- |".repeat(width)}`, ...lines.slice(1)];
}

function itemOf(line, rules) {
  const { first, whole } = patternsOf(rules);
  const found = first.line.exec(line).groups;
  if (!found.mark || whole.rule.test(found.said)) return undefined;
  return found.number && Number(found.number) >= rules.lists.most_items ? undefined : found;
}

function withWholeLines(lines, rules, count) {
  return grouped(lines, (line) => !line.trim()).flatMap(({ is, lines: block }) => {
    const width = is ? 0 : widthCut(block, rules);
    const whole = [block[0]];
    for (const [place, line] of block.slice(1).entries()) {
      if (width && isCut(block[place], line, width, rules)) {
        whole.push(`${whole.pop().trimEnd()} ${line.trimStart()}`);
        count("lines");
      } else whole.push(line);
    }
    return whole;
  });
}

function widthCut(block, rules) {
  const { anywhere } = patternsOf(rules);
  const width = Math.max(...block.map((line) => lengthOf(line.trim())));
  if (width < rules.pasted.narrowest || width > rules.pasted.widest) return 0;
  const goesOn = (above) => above.trimEnd().search(anywhere.sentence_end) < 0;
  return block.some((line, place) => place && goesOn(block[place - 1]) && isCut(block[place - 1], line, width, rules)) ? width : 0;
}

function isCut(above, line, width, rules) {
  const [word] = line.trim().split(/\s/);
  if (lengthOf(above.trim()) + 1 + lengthOf(word) <= width) return false;
  if (BLOCKS.includes(above.trim()[0]) || BLOCKS.includes(word[0]) || above.endsWith(HARD_BREAK)) return false;
  return !itemOf(line, rules) || (word === "–" && line.slice(line.indexOf(word) + 1).includes(" – "));
}

function apart(lines, rules, count) {
  const done = [];
  let [above, space] = [undefined, false];
  for (const text of lines) {
    if (!text.trim()) {
      space = true;
      continue;
    }
    const line = lineOf(text, above, rules);
    if (above && needsSpace(above, line, space)) {
      done.push("");
      if (!space && above.kind === "text" && line.kind === "text") count("paragraphs");
    }
    if (line.kind === "item" && !LISTED.has(above?.kind) && !"-*.".includes(line.mark.at(-1))) count("lists");
    done.push(text);
    [above, space] = [line, false];
  }
  return done;
}

/* What a line is: text, item, inside (an item), or the sign of a block. */
function lineOf(text, above, rules) {
  const { anywhere, first, whole } = patternsOf(rules);
  const item = itemOf(text, rules);
  const bare = text.trimStart();
  const width = widthOf(first.line.exec(text).groups.indent);
  const listed = LISTED.has(above?.kind);
  if (item && !item.quote) {
    const start = width + (rules.lists.ranks[item.mark] ?? 0);
    const number = Number(item.number ?? 0);
    return { text, kind: "item", mark: item.mark, number, width: listed ? Math.min(start, above.width) : start };
  }
  const alone = "#>".includes(bare[0]) || whole.rule.test(bare);
  if (listed && !alone && width >= above.width + rules.lists.nested) return { ...above, text, kind: "inside" };
  if (BLOCKS.includes(bare[0]) || text.search(anywhere.pipe) >= 0) return { text, kind: "#>".includes(bare[0]) ? bare[0] : "|" };
  return { text, kind: "text" };
}

function needsSpace(above, line, space) {
  if (line.kind === "item" && LISTED.has(above.kind)) return !line.number !== !above.number && (space || line.number > 1);
  if (line.kind === "inside") return space;
  if (line.kind === above.kind && (">|".includes(line.kind) || above.text.endsWith(HARD_BREAK))) return space;
  return true;
}
