// SPDX-License-Identifier: EUPL-1.2
/* Write as Markdown what Word, LibreOffice, Google Docs or a mail put in the clipboard as HTML.

It is read where nothing runs, and only its text, its structure and its https links are taken. */

import { drawn, makeRight } from "./pasted.js";

const UNSEEN = "head, style, script, title, template, del, [hidden], [style*='mso-hide'], [style*='mso-element:comment'], .msocomtxt";
const BLOCK = /^(?:ADDRESS|ARTICLE|ASIDE|BLOCKQUOTE|BODY|CENTER|DD|DIV|DL|DT|FIGCAPTION|FIGURE|FOOTER|FORM|H[1-6]|HEADER|HR|LI|MAIN|NAV|OL|P|PRE|SECTION|TABLE|UL)$/;
const OFFICE_LIST = /mso-list:\s*l\d+\s+level(\d+)/i; // of Word and of Outlook, whose lists are paragraphs
const NUMBER = /^\W*(\d+)[.)]/;
const INDENT = "    ";
const BOLD = { tags: /^(?:B|STRONG)$/, style: /(?:^|;)\s*font-weight:\s*(\w+)/i, on: /^(?:bold(?:er)?|[6-9]00)$/i };
const ITALIC = { tags: /^(?:I|EM)$/, style: /(?:^|;)\s*font-style:\s*(\w+)/i, on: /^(?:italic|oblique)$/i };

/* What `makeRight` gives of a plain text, of HTML; undefined when it says nothing. */
export function fromHtml(html, rules) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const node of page.querySelectorAll(UNSEEN)) node.remove();
  const seen = {};
  const count = (kind) => (seen[kind] = (seen[kind] ?? 0) + 1);
  const text = written(blocksOf(page.body, count));
  if (!text.trim()) return undefined;
  const right = makeRight(text, rules);
  for (const [kind, number] of Object.entries(right.changes)) seen[kind] = (seen[kind] ?? 0) + number;
  return { ...right, changes: seen };
}

/* Blocks are texts with the level they have in a list: 0 outside of any, `begins` for its items. */
const written = (blocks) =>
  blocks.reduce((text, block, place) => {
    const tight = block.begins && blocks[place - 1]?.level;
    const lines = block.text.split("\n");
    const inside = INDENT.repeat(block.begins ? block.level - 1 : block.level);
    const below = block.begins ? inside + INDENT : inside;
    const shown = [inside + (block.begins ?? "") + lines[0], ...lines.slice(1).map((line) => below + line)].join("\n");
    return text + (place ? (tight ? "\n" : "\n\n") : "") + shown;
  }, "");

function blocksOf(node, count, level = 0) {
  const blocks = [];
  let runs = [];
  const flush = () => {
    const text = inline(runs).trim();
    if (text) blocks.push({ text, level });
    runs = [];
  };
  for (const child of node.childNodes) {
    if (child.nodeType === Node.ELEMENT_NODE && (BLOCK.test(child.tagName) || child.querySelector("p, div, ul, ol, table, h1, h2, h3"))) {
      flush();
      blocks.push(...blockOf(child, count, level));
    } else runs.push(...runsOf(child, count));
  }
  flush();
  return blocks;
}

function blockOf(node, count, level) {
  const name = node.tagName;
  const office = OFFICE_LIST.exec(node.getAttribute("style") ?? "");
  if (office) return [officeItem(node, Number(office[1]), count)];
  if (name === "UL" || name === "OL") return listOf(node, count, level);
  if (name === "TABLE") return tableOf(node, count, level);
  if (name === "HR") return [{ text: "* * *", level }];
  if (name === "PRE") return [{ text: escaped(node.textContent.trim()), level }];
  const blocks = blocksOf(node, count, level);
  if (/^H[1-6]$/.test(name)) {
    if (blocks.length) count("headings");
    return blocks.map(({ text }) => ({ text: `### ${oneLine(text).replaceAll("**", "")}`, level: 0 }));
  }
  if (name === "BLOCKQUOTE") return blocks.length ? [{ text: written(blocks).replace(/^/gm, "> "), level }] : [];
  return blocks;
}

function officeItem(node, level, count) {
  const mark = node.querySelector("[style*='mso-list:Ignore'], [style*='mso-list: Ignore']");
  const number = NUMBER.exec(mark?.textContent ?? "");
  mark?.remove();
  const before = node.previousElementSibling?.getAttribute("style") ?? "";
  if (!OFFICE_LIST.test(before)) count("lists");
  const runs = [...node.childNodes].flatMap((child) => runsOf(child, count));
  return { text: inline(runs).trim(), level, begins: number ? `${number[1]}. ` : "- " };
}

function listOf(list, count, level) {
  if (!level) count("lists");
  let number = Number(list.getAttribute("start") ?? 1);
  return [...list.children].flatMap((child) => {
    if (child.tagName !== "LI") return blockOf(child, count, level + (/^[OU]L$/.test(child.tagName) ? 1 : 0) || 1);
    const told = Number(child.getAttribute("aria-level") ?? child.dataset.ariaLevel ?? 0); // of Word on the web
    const here = Math.max(level + 1, told);
    const [first, ...others] = blocksOf(child, count, here);
    const begins = list.tagName === "OL" ? `${number++}. ` : "- ";
    if (!first) return [];
    return first.begins ? [first, ...others] : [{ ...first, begins }, ...others];
  });
}

/* A table that only sets a page out is no table: it has one column, or one row. */
function tableOf(table, count, level) {
  const rows = [...table.rows].map((row) => [...row.cells].flatMap((cell) => [cell, ...Array(Math.max(0, cell.colSpan - 1)).fill(null)]));
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (width < 2 || rows.length < 2) return rows.flat().flatMap((cell) => (cell ? blocksOf(cell, count, level) : []));
  count("tables");
  const cells = rows.map((row) => row.map((cell) => (cell ? blocksOf(cell, () => {}).map(({ text, begins }) => oneLine((begins ?? "") + text)).join(" ; ").replaceAll("|", "\\|") : "")));
  return [{ text: drawn(cells).join("\n"), level: 0 }];
}

/* Pieces of a line, with what they have of bold, of italic and of a link. */
function runsOf(node, count, look = { bold: false, italic: false, href: "" }) {
  if (node.nodeType === Node.TEXT_NODE) return [{ ...look, text: escaped(node.data.replace(/[ \t\n\r\f]+/g, " ")) }];
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  if (node.tagName === "BR") return [{ ...look, text: "\n" }];
  if (node.tagName === "IMG") return pictureOf(node, look, count);
  const style = node.getAttribute("style") ?? "";
  const set = (kind, before) => {
    const said = kind.style.exec(style)?.[1];
    return said ? kind.on.test(said) : before || kind.tags.test(node.tagName);
  };
  const address = node.tagName === "A" ? (node.getAttribute("href") ?? "").trim() : "";
  const href = /^https?:\/\//i.test(address) ? address.replace(/[\s()<>]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`) : look.href;
  const inside = { bold: set(BOLD, look.bold), italic: set(ITALIC, look.italic), href };
  const runs = [...node.childNodes].flatMap((child) => runsOf(child, count, inside));
  if (href && !look.href && inline(runs).trim()) count("links");
  return runs;
}

/* The picture of a sign, as mails have them, is this sign. */
function pictureOf(node, look, count) {
  const alt = node.getAttribute("alt") ?? "";
  if (/^\p{Extended_Pictographic}/u.test(alt)) return [{ ...look, text: alt }];
  if (Number(node.getAttribute("width") ?? 9) > 2) count("pictures");
  return [];
}

const escaped = (text) => text.replace(/[\\`]|\*(?=\S)|(?<![\p{L}\p{N}_])_(?=\S)/gu, "\\$&");
const oneLine = (text) => text.replace(/\s*\n\s*/g, " ");

function inline(runs) {
  const same = (one, other) => one.bold === other.bold && one.italic === other.italic && one.href === other.href;
  const merged = [];
  for (const run of runs) {
    const last = merged.at(-1);
    if (last && (same(last, run) || !run.text.trim())) last.text += run.text;
    else merged.push({ ...run });
  }
  const text = merged.map(marked).join("");
  return text.replace(/ *\n */g, "\n").replace(/ {2,}/g, " ");
}

function marked({ text, bold, italic, href }) {
  const [, before, words, after] = /^(\s*)([^]*?)(\s*)$/.exec(text);
  if (!words) return text;
  const mark = (bold ? "**" : "") + (italic ? "*" : "");
  const linked = !href || words === href ? words : `[${oneLine(words).replace(/[[\]]/g, "\\$&")}](${href})`;
  const lines = mark ? linked.split("\n").map((line) => (line.trim() ? mark + line.trim() + mark : line)).join("\n") : linked;
  return before + lines + after;
}
