// SPDX-License-Identifier: EUPL-1.2
/* Show a story as it will read: plain structure, in nodes and text, never as HTML. */

const INLINE = /(\*\*[^*\n]+\*\*|\*[^*\s][^*\n]*\*|_[^_\s][^_\n]*_|`[^`\n]+`|!?\[[^\]\n]{0,500}\]\([^()\s]*\))/;
const ITEM = /^\s*(?:[-*+]|(\d{1,9})\.) +(.*)$/;

export function element(name, text, ...children) {
  const node = document.createElement(name);
  if (text) node.textContent = text;
  node.append(...children);
  return node;
}

function inline(text) {
  return text.split(INLINE).map((part) => {
    if (/^\*\*.+\*\*$/.test(part)) return element("strong", part.slice(2, -2));
    if (/^[*_].+[*_]$/.test(part)) return element("em", part.slice(1, -1));
    if (/^`.+`$/.test(part)) return element("code", part.slice(1, -1));
    const link = /^!?\[(.*)\]\((.*)\)$/.exec(part);
    return link ? `${link[1]} (${link[2]})` : part;
  });
}

function block(lines) {
  const items = lines.map((line) => ITEM.exec(line));
  if (items[0]) {
    const list = element(items[0][1] ? "ol" : "ul");
    lines.forEach((line, place) => {
      if (items[place]) list.append(element("li", "", ...inline(items[place][2])));
      else list.lastChild.append(" ", ...inline(line.trim()));
    });
    return list;
  }
  const heading = /^#+ *(.*)$/.exec(lines[0]);
  if (heading) return element("p", "", element("strong", heading[1]), " ", ...inline(lines.slice(1).join(" ")));
  if (lines[0].startsWith(">")) {
    const said = lines.map((line) => line.replace(/^[> ]+/, "")).join(" ");
    return element("blockquote", "", element("p", "", ...inline(said)));
  }
  return element("p", "", ...inline(lines.join(" ")));
}

/* The paragraphs, lists and quotations of an answer. */
function blocks(text) {
  const nodes = [];
  let lines = [];
  const end = () => {
    if (lines.length) nodes.push(block(lines));
    lines = [];
  };
  for (const line of text.split("\n")) {
    const begins = ITEM.test(line) ? !lines.length || !ITEM.test(lines[0]) : /^[#>]/.test(line) && !/^>/.test(lines[0] ?? "");
    if (!line.trim() || begins) end();
    if (line.trim()) lines.push(line);
  }
  end();
  return nodes;
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
    if (values[key]) parts.push(...blocks(values[key]));
    else parts.push(element("p", rules.says.unanswered));
  }
  parts.push(element("p", values.signature));
  parts[1].className = "es-lead";
  parts.at(-1).className = "es-signature";
  return parts.filter((part) => part.hasChildNodes());
}
