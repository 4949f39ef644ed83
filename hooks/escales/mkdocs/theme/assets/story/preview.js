// SPDX-License-Identifier: EUPL-1.2
/* Show a story as it will read: plain structure, in nodes and text, never as HTML. */

import { element } from "./nodes.js";
import { patternsOf } from "./patterns.js";
import { tidy } from "./plain.js";

const INLINE =
  /(\\[!-/:-@[-`{-~]|\*\*[^*\n]+\*\*|\*[^*\s][^*\n]*\*|_[^_\s][^_\n]*_|`[^`\n]+`|!?\[[^\]\n]{0,500}\]\([^()\s]*\)|<https?:[^<>\s]*>| {2,}\n)/;
const HEADING = /^#{1,6} *(.*?)[ #]*$/;
const TABLE = /^\|? *:?-+:? *(?:\| *(?::?-+:? *)?)*$/; // the line under the names of columns

function inline(text) {
  return text.split(INLINE).map((part) => {
    if (/^\\.$/.test(part)) return part[1];
    if (/^\*\*.+\*\*$/.test(part)) return element("strong", "", ...inline(part.slice(2, -2)));
    if (/^[*_].+[*_]$/.test(part)) return element("em", "", ...inline(part.slice(1, -1)));
    if (/^`.+`$/.test(part)) return element("code", part.slice(1, -1));
    if (/^<.+>$/.test(part)) return part.slice(1, -1);
    if (/^ {2,}\n$/.test(part)) return element("br");
    const link = /^!?\[(.*)\]\((.*)\)$/.exec(part);
    return link ? `${link[1]} (${link[2]})` : part.replaceAll("\n", " ");
  });
}

/* What stands between the bars of a line; those at its ends are drawn, or not. */
function cellsOf(line, pipe) {
  const cells = line.split(pipe);
  if (!cells[0]) cells.shift();
  if (!cells.at(-1)) cells.pop();
  return cells;
}

/* The paragraphs, lists, tables and quotations of a plain text. */
export function blocks(text, rules) {
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
    const list = element(number ? "ol" : "ul", "", ...items.map(itemOf));
    if (parseInt(number, 10) > 1) list.start = parseInt(number, 10);
    return [list, taking.length];
  }

  function itemOf(lines) {
    const [first, ...others] = blocksOf(lines);
    return element("li", "", ...(first?.tagName === "P" ? first.childNodes : [first ?? ""]), ...others);
  }

  function tableAt(lines, start) {
    const taking = taken(lines, start, (line, place) => line && (place === start + 1 || !begins(line, lines[place + 1])));
    const [names, , ...rows] = taking.map((line) => cellsOf(line.trim(), pipe));
    const row = (cells, tag) => element("tr", "", ...names.map((_, place) => element(tag, "", ...inline((cells[place] ?? "").trim()))));
    const head = element("thead", "", row(names, "th"));
    return [element("table", "", head, element("tbody", "", ...rows.map((cells) => row(cells, "td")))), taking.length];
  }

  function blockAt(lines, start) {
    const line = lines[start];
    const heading = HEADING.exec(line);
    if (!line) return ["", 1];
    if (heading) return [element("p", "", element("strong", "", ...inline(heading[1]))), 1];
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

/* `facts` are pairs of a label and a text. */
export function preview(values, facts, rules) {
  const list = element("dl");
  list.className = "es-facts";
  for (const [label, text] of facts) list.append(element("div", "", element("dt", label), element("dd", text)));
  const parts = [element("h3", values.titre || rules.says.untitled), element("p", values.resume), list];
  for (const { key, title, required } of rules.sections) {
    if (!values[key] && !required) continue;
    parts.push(element("h4", title));
    if (values[key]) parts.push(...blocks(tidy(values[key], rules), rules));
    else parts.push(element("p", rules.says.unanswered));
  }
  parts.push(element("p", values.signature));
  parts[1].className = "es-lead";
  parts.at(-1).className = "es-signature";
  return parts.filter((part) => part.hasChildNodes());
}
