// SPDX-License-Identifier: EUPL-1.2
/* Draw a text in its plain form as the site will: in nodes and text, never as HTML. */

import { fill } from "./french.js";
import { element } from "./nodes.js";
import { patternsOf } from "./patterns.js";

const INLINE =
  /(\\[!-/:-@[-`{-~]|\*{3}[^*\s](?:[^*\n]*[^*\s])?\*{3}|\*\*[^\s*](?:(?:[^*\n]|\*(?!\*))*[^\s*])?\*{2,3}|\*(?:[^*\s\\]|\\.)(?:(?:[^*\n\\]|\\.)*(?:[^*\s\\]|\\.))?\*|(?<![\p{L}\p{N}_])_[^_\s](?:[^_\n]*[^_\s])?_(?![\p{L}\p{N}_])|`[^`\n]+`|!?\[[^\]\n]{0,500}\]\([^()\s]*\)|<https?:[^<>\s]*>|https:\/\/[^\s<>]*[^\s<>.,;:!?…»"”’)\]}]| {2,}\n)/u;
const HEADING = /^(#{1,6}) *(.*?)[ #]*$/;
const TABLE = /^\|? *:?-+:? *(?:\| *(?::?-+:? *)?)*$/; // the line under the names of columns

function inline(text) {
  return text.split(INLINE).map((part) => {
    if (/^\\.$/.test(part)) return part[1];
    if (/^\*{3}[^*].*\*{3}$/.test(part)) return element("strong", "", element("em", "", ...inline(part.slice(3, -3))));
    if (/^\*\*.+\*\*$/.test(part)) return element("strong", "", ...inline(part.slice(2, -2)));
    if (/^(?:\*.+\*|_.+_)$/.test(part)) return element("em", "", ...inline(part.slice(1, -1)));
    if (/^`.+`$/.test(part)) return element("code", part.slice(1, -1));
    if (/^<.+>$/.test(part)) return linked(part.slice(1, -1), part.slice(1, -1));
    if (/^https:/.test(part)) return linked(part, part);
    if (/^ {2,}\n$/.test(part)) return element("br");
    const [, picture, words, target] = /^(!?)\[(.*)\]\((.*)\)$/.exec(part) ?? [];
    if (words === undefined) return part.replaceAll("\n", " ");
    return picture ? words : linked(target, ...inline(words));
  });
}

/* Only what leads elsewhere in the open is a link: a form knows no file of the site. */
function linked(target, ...words) {
  const link = element(/^https:\/\//.test(target) ? "a" : "span", "", ...words);
  if (link.tagName === "A") link.href = target;
  return link;
}

/* What stands between the bars of a line; those at its ends are drawn, or not. */
function cellsOf(line, pipe) {
  const cells = line.split(pipe).map((cell) => cell.trim());
  if (!cells[0]) cells.shift();
  if (!cells.at(-1)) cells.pop();
  return cells;
}

/* The paragraphs, lists, tables and quotations of a plain text. */
export function blocks(text, rules, says) {
  const { item } = patternsOf(rules).first;
  const { pipe } = patternsOf(rules).anywhere;
  const { rule } = patternsOf(rules).whole;
  const listed = (line) => (line.startsWith(" ") || rule.test(line) ? null : item.exec(line));
  const isTable = (line, below = "") => line.includes("|") && below.includes("|") && TABLE.test(below);
  const begins = (line, below) => /^[#>]/.test(line) || rule.test(line) || listed(line) !== null || isTable(line, below);
  /* The lines of a block that begins at a place, up to one that does not go on with it. */
  const taken = (lines, start, goesOn) => {
    let end = start + 1;
    while (end < lines.length && goesOn(lines[end], end)) end++;
    return lines.slice(start, end);
  };

  function listAt(lines, start) {
    const { number } = listed(lines[start]).groups;
    const same = (line) => (!listed(line)?.groups.number === !number ? listed(line) : null);
    const taking = taken(lines, start, (line, place) => {
      if (line) return line.startsWith(" ") || same(line) || (lines[place - 1] && !begins(line, lines[place + 1]));
      const next = lines.slice(place, place + 9).find(Boolean) ?? "";
      return next.startsWith(" ") || same(next);
    });
    const items = [];
    for (const line of taking) {
      const begun = same(line);
      if (begun) items.push([line.slice(begun[0].length)]);
      else items.at(-1).push(line.replace(/^ {4}/, ""));
    }
    let isLoose = false; // from an item of several paragraphs on
    const drawn = items.map((each) => {
      const parts = blocksOf(each);
      isLoose ||= parts.slice(1).some(({ tagName }) => tagName === "P");
      return element("li", "", ...(parts[0]?.tagName === "P" && !isLoose ? [...parts[0].childNodes, ...parts.slice(1)] : parts));
    });
    const list = element(number ? "ol" : "ul", "", ...drawn);
    if (parseInt(number, 10) > 1) list.setAttribute("start", parseInt(number, 10));
    return [list, taking.length];
  }

  function tableAt(lines, start) {
    const taking = taken(lines, start, (line, place) => line && (place === start + 1 || !begins(line, lines[place + 1])));
    const [names, under, ...rows] = taking.map((line) => cellsOf(line.trim(), pipe));
    const sides = under.map((cell) => ({ "::": "es-center", "-:": "es-right" })[cell[0] + cell.at(-1)] ?? "");
    const cellAt = (cells, tag) => (_, place) => {
      const cell = element(tag, "", ...inline((cells[place] ?? "").replaceAll("\\|", "|")));
      if (sides[place]) cell.className = sides[place];
      return cell;
    };
    const row = (cells, tag) => element("tr", "", ...names.map(cellAt(cells, tag)));
    const head = element("thead", "", row(names, "th"));
    const table = element("table", "", head, element("tbody", "", ...rows.map((cells) => row(cells, "td"))));
    const columns = [...head.querySelectorAll("th")].map((cell) => cell.textContent).filter(Boolean).join(", ");
    const frame = element("div", "", table);
    frame.className = "es-table";
    frame.setAttribute("role", "region");
    frame.tabIndex = 0;
    frame.setAttribute("aria-label", fill(says.table, { columns }));
    return [frame, taking.length];
  }

  function blockAt(lines, start) {
    const line = lines[start];
    const heading = HEADING.exec(line);
    if (!line) return ["", 1];
    if (heading) return [element(`h${heading[1].length}`, "", ...inline(heading[2])), 1];
    if (rule.test(line)) return [element("hr"), 1];
    if (isTable(line, lines[start + 1])) return tableAt(lines, start);
    if (listed(line)) return listAt(lines, start);
    const quoted = line.startsWith(">");
    const taking = taken(lines, start, (next, place) => (quoted && next.startsWith(">")) || (next && !begins(next, lines[place + 1])));
    const node = quoted
      ? element("blockquote", "", ...blocksOf(taking.map((each) => each.replace(/^> ?/, ""))))
      : element("p", "", ...inline(taking.map((each) => each.trimStart()).join("\n").trimEnd()));
    return [node, taking.length];
  }

  function blocksOf(lines) {
    const nodes = [];
    for (let place = 0; place < lines.length; ) {
      const [node, size] = blockAt(lines, place);
      if (node) nodes.push(node);
      place += size;
    }
    return nodes;
  }

  return blocksOf(text.split("\n"));
}
