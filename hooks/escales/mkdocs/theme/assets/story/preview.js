// SPDX-License-Identifier: EUPL-1.2
/* Show a story as it will read: plain structure, in nodes and text, never as HTML. */

import { patternsOf } from "./patterns.js";
import { tidy } from "./plain.js";

const INLINE =
  /(\\[!-/:-@[-`{-~]|\*\*[^*\n]+\*\*|\*[^*\s][^*\n]*\*|_[^_\s][^_\n]*_|`[^`\n]+`|!?\[[^\]\n]*\]\([^()\s]*\)|<https?:[^<>\s]*>| {2,}\n)/;
const HEADING = /^#{1,6} *(.*?)[ #]*$/;
const TABLE = /^\|? *:?-+:? *(?:\| *(?::?-+:? *)?)*$/; // the line under the names of columns
const CELL = /(?<!\\)\|/;

export function element(name, text, ...children) {
  const node = document.createElement(name);
  if (text) node.textContent = text;
  node.append(...children);
  return node;
}

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

/* The paragraphs, lists, tables and quotations of a plain text. */
export function blocks(text, rules) {
  const { item } = patternsOf(rules).first;
  const { rule } = patternsOf(rules).whole;
  const listed = (line) => (line.startsWith(" ") || rule.test(line) ? null : item.exec(line));
  const isTable = (lines) => lines[0].includes("|") && TABLE.test(lines[1] ?? "") && lines[1].includes("|");
  const begins = (lines) => /^[#>]/.test(lines[0]) || rule.test(lines[0]) || listed(lines[0]) !== null || isTable(lines);
  const taken = (lines, goesOn) => {
    const end = lines.findIndex((line, place) => place && !goesOn(line, lines.slice(place)));
    return end < 0 ? lines.length : end;
  };
  const lazy = (line, below) => Boolean(line) && !begins(below);

  function listAt(lines) {
    const { number } = listed(lines[0]).groups;
    const same = (line) => (!listed(line)?.groups.number === !number ? listed(line) : null);
    const size = taken(lines, (line, below) => {
      const next = below.find(Boolean) ?? "";
      if (!line) return next.startsWith(" ") || same(next);
      return line.startsWith(" ") || same(line) || (lazy(line, below) && Boolean(lines[lines.length - below.length - 1]));
    });
    const items = [];
    for (const line of lines.slice(0, size)) {
      const begun = same(line);
      if (begun) items.push([line.slice(begun[0].length)]);
      else items.at(-1).push(line.replace(/^ {4}/, ""));
    }
    const list = element(number ? "ol" : "ul", "", ...items.map(itemOf));
    if (parseInt(number, 10) > 1) list.start = parseInt(number, 10);
    return [list, size];
  }

  function itemOf(lines) {
    const [first, ...others] = blocksOf(lines);
    return element("li", "", ...(first?.tagName === "P" ? first.childNodes : [first ?? ""]), ...others);
  }

  function tableAt(lines) {
    const size = taken(lines, (line, below) => line && (below.length > lines.length - 2 || !begins(below)));
    const [names, , ...rows] = lines.slice(0, size).map((line) => line.trim().replace(/^\||(?<!\\)\|$/g, "").split(CELL));
    const row = (cells, tag) => element("tr", "", ...names.map((_, place) => element(tag, "", ...inline((cells[place] ?? "").trim()))));
    const head = element("thead", "", row(names, "th"));
    return [element("table", "", head, element("tbody", "", ...rows.map((cells) => row(cells, "td")))), size];
  }

  function blockAt(lines) {
    const [line] = lines;
    const heading = HEADING.exec(line);
    if (!line) return ["", 1];
    if (heading) return [element("p", "", element("strong", "", ...inline(heading[1]))), 1];
    if (rule.test(line)) return [element("hr"), 1];
    if (isTable(lines)) return tableAt(lines);
    if (listed(line)) return listAt(lines);
    const quoted = line.startsWith(">");
    const size = taken(lines, (next, below) => (quoted && next.startsWith(">")) || lazy(next, below));
    const inside = lines.slice(0, size);
    if (!quoted) return [element("p", "", ...inline(inside.map((each) => each.trimStart()).join("\n").trimEnd())), size];
    return [element("blockquote", "", ...blocksOf(inside.map((each) => each.replace(/^> ?/, "")))), size];
  }

  function blocksOf(lines) {
    const nodes = [];
    for (let place = 0; place < lines.length; ) {
      const [node, size] = blockAt(lines.slice(place));
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
