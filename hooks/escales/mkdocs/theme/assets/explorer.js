// SPDX-License-Identifier: EUPL-1.2
/* Filter the stories by facets and by words. What is chosen stands in the address: a view can be
   sent, and the back button works. Without this script the page is a list that leads to others. */

import { around, nearFirst } from "./near.js";
import { find, load } from "./search.js";
import { toldMended } from "./search/mend.js";
import { figure, sentence, sentenceNear, unit, words } from "./sentences.js";

const FILES = new URL("explorateur/", new URL("./", location.href));
const THEIRS = "voisins/"; // before the number of what a neighbour tells, in its name in results
const HASH = 2; // digits at the end of the name of a story of ours, after its number
const AT_ONCE = 10;
const PAUSE = 250; // milliseconds without a key, before asking

const byId = (id) => document.getElementById(id);
const form = byId("es-explorateur");
const query = byId("es-q");
const boxes = [...form.querySelectorAll("input[type=checkbox]")];
const keys = [...new Set(boxes.map((box) => box.name))];
// A hub tells no story of its own.
const ours = !keys.includes("raconte") || boxes.some((box) => box.name === "raconte" && box.value === "ici");
const grid = document.querySelector(".es-overview");
const cells = [...grid.querySelectorAll("td a")];
const chips = byId("es-choisis");
const said = byId("es-compte");
const found = byId("es-trouves");
const more = byId("es-plus");
const everything = byId("es-liste");
const heading = byId("es-trouves-titre");
const see = byId("es-voir");
const filters = byId("es-filtres");
const employers = byId("es-employeurs");

let shown = []; // the places of the stories that answer, in the order in which they are shown
let asked = 0; // the number of the last question: answers to earlier ones are dropped
let pause;
let recits = 0; // how many true stories; those of fiction have the places after them
let isThere; // whether a neighbour tells the story at a place
const wide = matchMedia("(min-width: 60em)").matches;
const kept = new Map(); // what was fetched, by name

/* Fetch once; a failure is forgotten, so that the next question may try again. */
function fetched(address) {
  const name = String(address);
  if (!kept.has(name)) {
    const answer = fetch(address, { cache: "no-cache" }).then((one) => {
      if (!one.ok) throw new Error(`${one.status} ${name}`);
      return one.json();
    });
    kept.set(name, answer);
    answer.catch(() => kept.delete(name));
  }
  return kept.get(name);
}

const chosen = () => boxes.filter((box) => box.checked);
const active = () => chosen().length > 0 || query.value.trim() !== "";

/* --- The address ------------------------------------------------------------------------------ */

function address() {
  const state = new URLSearchParams();
  if (query.value.trim()) state.set("q", query.value.trim());
  for (const box of chosen()) state.append(box.name, box.value);
  const text = state.toString();
  return location.pathname + (text ? `?${text}` : "");
}

function readAddress() {
  const state = new URLSearchParams(location.search);
  const near = state.get("departement"); // one without a story is looked for as a place
  const known = boxes.some((box) => box.name === "departement" && box.value === near);
  query.value = state.get("q") ?? (known ? "" : near) ?? "";
  for (const box of boxes) box.checked = state.getAll(box.name).includes(box.value);
}

const remember = () => history.replaceState({ shown: found.children.length }, "", location.href);

/* --- Counting --------------------------------------------------------------------------------- */

/* Fetch what all stories answer. Where only their employers give it, work it out. */
async function fetchedAnswers() {
  const answers = await fetched(new URL("reponses.json", FILES));
  const columns = answers.reponses;
  for (const column of Object.values(columns)) {
    column.recits ??= columns.collectivite.recits.map((own) => {
      const values = [own].flat().map((employer) => column.employeurs[employer]);
      return [...new Set(values)].filter((value) => value >= 0);
    });
  }
  return answers;
}

/* Return what tells the stories of neighbours from those of this site; nothing without neighbours. */
function toldThere(tellers) {
  const here = tellers?.valeurs.indexOf("ici");
  return tellers && ((place) => tellers.recits[place] !== here);
}

/* Return the places of the stories that the words match, the true ones first; all when no word.
   When the words name a place, what is near comes with them. */
async function matching(answers) {
  const typed = query.value.trim();
  const total = answers.recits + answers.exemples;
  if (!typed) return { places: Array.from({ length: total }, (_, place) => place) };
  const near = around(typed, await fetched(new URL("lieux.json", FILES)));
  const { results, mended } = await find(near?.name ?? typed, ours); // in the whole site
  const trusted = near && mended.length ? [] : results; // a place is no mistake to mend
  const placed = placesByName(total);
  const ordered = trusted.map(({ id }) => placed(id)).filter((place) => place !== undefined);
  const fictional = (place) => place >= answers.recits;
  const matched = [...ordered.filter((one) => !fictional(one)), ...ordered.filter(fictional)];
  return near ? { ...near, ...nearFirst(near, matched, answers) } : { places: matched, mended };
}

/* Return what tells the place of a story by its name in results; what is no story has none. */
function placesByName(total) {
  const theirs = Array.from({ length: total }, (_, place) => place).filter((place) => isThere?.(place));
  return (name) => {
    if (name.startsWith(THEIRS)) return theirs[name.slice(THEIRS.length)];
    return /^[0-9a-z]+$/.test(name) ? total - 1 - parseInt(name.slice(0, -HASH), 36) : undefined;
  };
}

/* Count in one pass. A story that answers every question counts everywhere; one that fails a
   single question counts there, since another choice of it would show that story. */
function count(answers, places) {
  const columns = keys.map((key) => answers.reponses[key].recits);
  const wanted = keys.map((key) => wantedOf(key, answers.reponses[key].valeurs));
  const counts = keys.map((key) => answers.reponses[key].valeurs.map(() => [0, 0]));
  const [category, band] = [keys.indexOf("categorie"), keys.indexOf("duree")];
  const bands = answers.reponses.duree.valeurs.length;
  const table = answers.reponses.categorie.valeurs.map(() => Array.from({ length: bands }, () => [0, 0]));
  const kept = [];
  for (const place of places) {
    const kind = place < answers.recits ? 0 : 1;
    let failures = 0;
    let failed = -1;
    let outside = false; // it fails a question that is not of the table
    for (let key = 0; key < keys.length; key++) {
      if (wanted[key] && !answersOne(columns[key][place], wanted[key])) {
        failures += 1;
        failed = key;
        if (key !== category && key !== band) outside = true;
      }
    }
    if (!failures) kept.push(place);
    if (failures < 2) {
      for (let key = 0; key < keys.length; key++) {
        if (failures && failed !== key) continue;
        const own = columns[key][place];
        if (typeof own === "number") counts[key][own][kind] += 1;
        else for (const value of own) counts[key][value][kind] += 1;
      }
    }
    if (!outside) table[columns[category][place]][columns[band][place]][kind] += 1;
  }
  return { kept, counts, table };
}

/* Which values of a question are chosen, by their place; null when all will do. */
function wantedOf(key, values) {
  const slugs = boxes.filter((box) => box.name === key && box.checked).map((box) => box.value);
  return slugs.length ? values.map((slug) => slugs.includes(slug)) : null;
}

const answersOne = (own, wanted) =>
  typeof own === "number" ? wanted[own] : own.some((value) => wanted[value]);

/* As the macro `count` does. */
function write(element, [stories, examples]) {
  const beside = element.querySelector(".es-examples");
  element.querySelector(".es-number").textContent = figure(stories, examples);
  beside.hidden = Boolean(stories) || !examples;
  beside.ariaHidden = beside.hidden ? null : "true";
  beside.nextElementSibling.textContent = ` ${unit(stories, examples)}`;
}

/* Add up a cell of the table, or the whole of a row or a column where a place is null. */
function sum(table, category, band) {
  const rows = category === null ? table : [table[category]];
  const cells = rows.flatMap((row) => (band === null ? row : [row[band]]));
  return cells.reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
}

function showCounts(answers, { counts, table }) {
  for (const box of boxes) {
    const key = keys.indexOf(box.name);
    const pair = counts[key][answers.reponses[box.name].valeurs.indexOf(box.value)];
    const label = box.closest("label");
    write(label, pair);
    label.classList.toggle("es-empty", !pair[0] && !pair[1]);
  }
  const place = (key, slug) => (slug ? answers.reponses[key].valeurs.indexOf(slug) : null);
  const only = (key) => {
    const slugs = chosen().filter((box) => box.name === key).map((box) => box.value);
    return slugs.length > 1 ? null : (slugs[0] ?? "");
  };
  for (const cell of cells) {
    const { categorie, duree } = cell.dataset;
    write(cell, sum(table, place("categorie", categorie), place("duree", duree)));
    const current = active() && only("categorie") === categorie && only("duree") === duree;
    if (current) cell.setAttribute("aria-current", "true");
    else cell.removeAttribute("aria-current");
  }
}

/* --- Showing ---------------------------------------------------------------------------------- */

/* Say what answers, and on the button that leads there. */
function say(near, mended = []) {
  const whole = sentence(shown, recits, isThere);
  const told = near ? sentenceNear(near, shown, recits, isThere) : [...toldMended(mended), `${whole}.`].join(" ");
  said.textContent = active() ? told : "";
  see.textContent = !active() ? words.see : shown.length ? `${words.view} ${whole}` : words.nothing;
  const links = (near?.pages ?? []).map(({ address, name }) => {
    const one = byId("es-employeur").content.cloneNode(true);
    const link = one.querySelector("a");
    link.href = `../${address}`;
    link.textContent = name;
    return one;
  });
  employers.replaceChildren(...links);
  employers.hidden = !links.length;
}

function showChips() {
  const chip = (box) => {
    const one = byId("es-choisi").content.cloneNode(true);
    one.querySelector("button > span:nth-of-type(2)").textContent =
      box.closest("label").querySelector(".es-choice").textContent;
    one.querySelector("button").addEventListener("click", () => {
      box.checked = false;
      changed();
      (chips.querySelector("button") ?? query).focus();
    });
    return one;
  };
  const clear = () => {
    const one = byId("es-effacer").content.cloneNode(true);
    one.querySelector("button").addEventListener("click", () => {
      for (const box of boxes) box.checked = false;
      query.value = "";
      changed();
      query.focus();
    });
    return one;
  };
  chips.replaceChildren(...chosen().map(chip), ...(active() ? [clear()] : []));
  chips.hidden = !active();
}

/* Show the first stories that answer, down to `until`; keep those that stand there already. */
async function showStories(answers, until, mine) {
  const from = found.children.length;
  const wanted = shown.slice(from, until);
  const cards = await Promise.all(
    wanted.map(async (place) => {
      const number = Math.floor(place / answers.par_fichier);
      const file = await fetched(new URL(`${answers.fiches}-${number}.json`, FILES));
      return file[place % answers.par_fichier];
    }),
  );
  if (mine !== asked) return;
  found.insertAdjacentHTML("beforeend", cards.join(""));
  more.hidden = shown.length <= found.children.length;
}

/* Answer what is chosen; `until` is how many stories to show. */
async function answer(until = AT_ONCE) {
  const mine = ++asked;
  showChips();
  found.setAttribute("aria-busy", "true");
  try {
    const answers = await fetchedAnswers();
    recits = answers.recits;
    isThere = toldThere(answers.reponses.raconte);
    const { places, ...near } = await matching(answers);
    if (mine !== asked) return;
    const all = count(answers, places);
    showCounts(answers, all);
    shown = active() ? all.kept : [];
    everything.hidden = active();
    found.hidden = heading.hidden = !active();
    found.replaceChildren();
    await showStories(answers, until, mine);
    if (mine !== asked) return;
    say(near.levels && near, near.mended);
    if (active() && !shown.length) found.append(byId("es-rien").content.cloneNode(true));
  } catch {
    if (mine !== asked) return;
    found.hidden = heading.hidden = false;
    found.replaceChildren(byId("es-panne").content.cloneNode(true));
    said.textContent = "";
  } finally {
    if (mine === asked) found.setAttribute("aria-busy", "false");
  }
}

/* Put what is chosen in the address, then answer it. */
function changed({ typed = false } = {}) {
  clearTimeout(pause);
  if (typed) history.replaceState(null, "", address());
  else if (address() !== location.pathname + location.search) history.pushState(null, "", address());
  return answer();
}

function restore(state) {
  readAddress();
  return active() || asked ? answer(state?.shown || AT_ONCE) : undefined;
}

form.addEventListener("change", (event) => {
  if (event.target.type === "checkbox") changed();
});
/* Lead to the stories; on a phone, the drawer would stand before them. */
function goToResults() {
  if (!wide) filters.open = false;
  const results = byId("es-resultats");
  results.scrollIntoView();
  results.focus({ preventScroll: true });
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  await changed();
  if (event.submitter === see) goToResults();
});
query.addEventListener("focus", () => load(ours).catch(() => {}), { once: true });
query.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => changed({ typed: true }), PAUSE);
});
grid.addEventListener("click", async (event) => {
  const cell = event.target.closest("td a");
  if (!cell || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  for (const box of boxes) {
    if (box.name in cell.dataset) box.checked = box.value === cell.dataset[box.name];
  }
  await changed();
  goToResults();
});
more.addEventListener("click", async () => {
  const from = found.children.length;
  await showStories(await fetchedAnswers(), from + AT_ONCE, asked);
  remember();
  found.children[from]?.querySelector("a").focus();
});
addEventListener("popstate", (event) => restore(event.state));

form.hidden = false;
restore(history.state);
