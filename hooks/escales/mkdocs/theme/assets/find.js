// SPDX-License-Identifier: EUPL-1.2
/* The search of the whole site, in a dialog that every page can open: "/", "s", or its button. */

import { excerptOf, find, load } from "./search.js";
import { toldMended } from "./search/mend.js";

const AT_ONCE = 10;
const PAUSE = 200; // milliseconds without a key, before asking

const opener = document.querySelector(".es-find");
const dialog = document.getElementById("es-recherche");
const input = document.getElementById("es-mots");
const list = dialog.querySelector("ul");
const status = dialog.querySelector("[role=status]");
const more = dialog.querySelector("[data-more]");
const keys = document.getElementById("es-raccourcis");
const chosen = `escales ${new URL("..", import.meta.url).pathname} raccourcis`;
const model = dialog.querySelector("template");

let asked = 0; // the number of the last question: answers to earlier ones are dropped
let found = [];
let pause;

function open() {
  if (dialog.open) return;
  dialog.showModal();
  input.select();
  load().catch(() => {}); // said when a question is asked
}

async function search() {
  const mine = ++asked;
  const query = input.value.trim();
  if (!query) {
    show([], "");
    return;
  }
  try {
    const { results, mended } = await find(query);
    if (mine !== asked) return;
    const phrase = results.length > 1 ? "many" : results.length ? "one" : "none";
    const count = new Intl.NumberFormat("fr").format(results.length);
    const told = dialog.dataset[phrase].replace("{n}", count).replace("{q}", query);
    await show(results, results.length ? [...toldMended(mended), told].join(" ") : told);
  } catch {
    if (mine === asked) show([], dialog.dataset.failed);
  }
}

async function show(results, said) {
  const mine = asked;
  found = results;
  list.setAttribute("aria-busy", "true");
  await append(0);
  if (mine === asked) status.textContent = said;
}

async function append(from) {
  const mine = asked;
  const pages = await Promise.all(found.slice(from, from + AT_ONCE).map((one) => one.data()));
  if (mine !== asked) return;
  if (!from) list.replaceChildren();
  list.append(...pages.map(item));
  list.setAttribute("aria-busy", "false");
  more.hidden = found.length <= from + AT_ONCE;
}

function item(page) {
  const { url, meta } = page;
  const one = model.content.cloneNode(true);
  const link = one.querySelector("a");
  link.href = url;
  link.textContent = meta.titre;
  one.querySelector("[data-kind]").textContent = meta.genre;
  one.querySelector("[data-facts]").textContent = meta.faits ?? "";
  one.querySelector("[data-excerpt]").innerHTML = excerptOf(page);
  return one;
}

/* Move between the field and the links, as in a list of suggestions. */
function move(event) {
  const stops = [input, ...list.querySelectorAll("a"), ...(more.hidden ? [] : [more])];
  const here = stops.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || here < 0) return;
  event.preventDefault();
  stops[Math.max(0, Math.min(stops.length - 1, here + step))].focus();
}

const typing = (element) =>
  element.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(element.tagName);

opener.setAttribute("role", "button");
opener.addEventListener("click", (event) => {
  event.preventDefault();
  open();
});
opener.addEventListener("keydown", (event) => {
  if (event.key === " ") opener.click();
});
try {
  keys.checked = localStorage.getItem(chosen) !== "non";
} catch {
  // nothing was kept
}
keys.addEventListener("change", () => {
  try {
    localStorage.setItem(chosen, keys.checked ? "oui" : "non");
  } catch {
    // not kept: the choice holds for this page
  }
});
document.addEventListener("keydown", (event) => {
  const free = keys.checked && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target);
  if (free && !dialog.open && (event.key === "/" || event.key === "s")) {
    event.preventDefault();
    open();
  }
});
input.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(search, PAUSE);
});
dialog.addEventListener("keydown", move);
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close(); // beside what it holds
});
dialog.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  list.querySelector("a")?.focus();
});
dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
more.addEventListener("click", async () => {
  const from = list.children.length;
  await append(from);
  list.children[from]?.querySelector("a").focus();
});
