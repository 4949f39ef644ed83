// SPDX-License-Identifier: EUPL-1.2
/* Put what was pasted in an answer, made right, such that one may have it back as it came. */

import { fromHtml } from "./clipboard.js";
import { counted, fill } from "./french.js";
import { element } from "./nodes.js";
import { makeRight } from "./pasted.js";

const MOST_LINES = 200; // typed by Chromium in half a second, 1,000 in six: those lose the "undo" of the keyboard
const STARTS_BLOCK = /^(?:[-*|#>]|\d+\.) /;

/* Insert as if it were typed, in two steps: the first "undo" gives the text as it came. */
export function insert(area, plain, html, rules) {
  const raw = plain.replace(/\r\n?/g, "\n");
  const right = (html && fromHtml(html, rules)) || makeRight(raw, rules);
  area.focus();
  const start = area.selectionStart;
  if (raw) type(area, raw);
  if (right.text && right.text !== raw) {
    area.setSelectionRange(start, area.selectionStart);
    type(area, spaced(area, right.text));
  }
  tell(area, { ...right, raw }, rules);
}

function type(area, text) {
  const lines = text.split("\n").length;
  if (lines < MOST_LINES && document.execCommand("insertText", false, text)) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

/* A list or several paragraphs stand apart from what is there already. */
function spaced(area, text) {
  const before = area.value.slice(0, area.selectionStart);
  const after = area.value.slice(area.selectionEnd);
  const above = before.trim() && STARTS_BLOCK.test(text) ? "\n\n".slice(/\n*$/.exec(before)[0].length) : "";
  const below = after.trim() && text.includes("\n") ? "\n\n".slice(/^\n*/.exec(after)[0].length) : "";
  return above + text + below;
}

/* Say below the answer what was changed, and offer what was not kept. */
function tell(area, { text, raw, changes, signature }, rules) {
  const says = rules.paste;
  const made = Object.keys(says.made).filter((kind) => changes[kind]).map((kind) => counted(changes[kind], says.made[kind]));
  const note = noteOf(area);
  const parts = [];
  if (made.length) parts.push(fill(says.done, { made: made.join(", ") }));
  if (changes.pictures) parts.push(changes.pictures > 1 ? fill(says.pictures, { number: changes.pictures }) : says.picture);
  if (signature) parts.push(fill(says.signature, { signature: signature.replace(/\s*\n\s*/g, " · ").slice(0, 80) }));
  const buttons = element("span");
  buttons.className = "es-buttons";
  const offer = (label, change) => {
    const button = element("button", label);
    button.type = "button";
    button.className = "md-button";
    button.addEventListener("click", () => {
      change();
      button.remove();
    });
    buttons.append(button);
  };
  if (made.length && raw.trim()) offer(says.undo, () => replace(area, text, raw));
  if (signature) offer(says.put_back, () => append(area, `\n\n${signature}`));
  note.replaceChildren();
  setTimeout(() => note.replaceChildren(parts.join(" "), ...(buttons.hasChildNodes() ? [buttons] : []))); // once it is there, to be read aloud
}

function noteOf(area) {
  const below = area.nextElementSibling;
  if (below?.matches(".es-pasted")) return below;
  const note = element("div");
  note.className = "es-note es-pasted";
  note.role = "status";
  area.after(note);
  return note;
}

function replace(area, text, raw) {
  const place = area.value.lastIndexOf(text);
  area.focus();
  if (place < 0) return append(area, `\n\n${raw}`); // it was changed since
  area.setSelectionRange(place, place + text.length);
  return type(area, raw);
}

function append(area, text) {
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
  type(area, text);
}
