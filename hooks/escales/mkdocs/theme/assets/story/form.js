// SPDX-License-Identifier: EUPL-1.2
/* The form in which one tells a story: checks as one goes, keeps a draft, sends nothing. */

import { NO_NAMES, review } from "./check.js";
import { fill } from "./french.js";
import { element } from "./nodes.js";
import { pasted } from "./paste.js";
import { preview } from "./preview.js";
import { ways } from "./ways.js";

const MOST_SHOWN = 100; // problems of a field, and of all: a page that holds more stands still
const AT_ONCE = new Set(["too-big", "too-crowded", "too-nested"]); // shown before one leaves the field
const PAUSE = 300; // milliseconds without a key before what was typed is saved
const DRAFT = `escales ${location.pathname}`;

const byId = (id) => document.getElementById(id);
const form = byId("es-raconter");
const rules = JSON.parse(byId("es-regles").textContent);
const { says } = rules;
const boxes = new Map([...form.querySelectorAll("[data-key]")].map((box) => [box.dataset.key, box]));
const left = new Set(); // the fields that were left once: their problems show
let names = NO_NAMES;
let asked; // for the names, once
let pause;
let typography; // of the preview, once it is looked at
let pressed = false; // a click under way: nothing may move under it
let once = ""; // what was last said of the draft
let offered = ""; // the files that the ways out were last drawn for

function say(text) {
  const said = byId("es-dit");
  if (said.textContent !== text) said.textContent = text; // or it would be read aloud again
}

const number = (count, one, many) => (count === 1 ? one : fill(many, { number: count }));
const controls = (box) => [...box.querySelectorAll("input, select, textarea")];

/* What holds from now on is said when it begins. */
function sayOnce(text) {
  if (once !== text) say(text);
  once = text;
}

function today() {
  const now = new Date();
  const two = (part) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/* What was typed, by key; only several choices make a list. */
function typed() {
  const answers = {};
  for (const [key, box] of boxes) {
    const chosen = controls(box).filter((each) => !["radio", "checkbox"].includes(each.type) || each.checked);
    const values = chosen.map((each) => each.value);
    answers[key] = box.tagName === "FIELDSET" && controls(box)[0].type === "checkbox" ? values : (values[0] ?? "");
  }
  return answers;
}

function restore(answers) {
  for (const [key, box] of boxes) {
    const value = [answers[key] ?? ""].flat();
    for (const each of controls(box)) {
      if (["radio", "checkbox"].includes(each.type)) each.checked = value.includes(each.value);
      else each.value = value[0] ?? "";
    }
  }
}

const reviewed = () => review(typed(), rules, { names, today: today() });

/* The field where a problem stands: "competences.2" is in "competences". */
function fieldOf(key) {
  while (key && !boxes.has(key)) key = key.slice(0, Math.max(0, key.lastIndexOf(".")));
  return key || rules.sections[0].key;
}

/* What is wrong, and with which item of a list. */
function wording({ key, message }) {
  const place = key.slice(fieldOf(key).length + 1);
  return place ? `${fill(says.line, { number: place })} ${message}` : message;
}

/* Show at each field that was left what is wrong there. */
function showProblems(problems) {
  for (const [key, box] of boxes) {
    const here = left.has(key) ? problems.filter((each) => each.key && fieldOf(each.key) === key).slice(0, MOST_SHOWN) : [];
    const shown = box.querySelector(".es-error");
    const text = here.map(wording).join("\n");
    if (shown.dataset.said === text) continue;
    shown.dataset.said = text;
    shown.hidden = !here.length;
    shown.replaceChildren();
    if (here.length) shown.append(element("strong", says.error), ...here.map((each) => element("span", wording(each))));
    const control = box.tagName === "FIELDSET" ? box : controls(box)[0];
    const help = `aide-${shown.id.slice("erreur-".length)}`;
    const described = byId(help) ? [help] : [];
    if (here.length) described.push(shown.id);
    if (described.length) control.setAttribute("aria-describedby", described.join(" "));
    else control.removeAttribute("aria-describedby");
    const judged = box.role === "radiogroup" ? [box] : controls(box);
    for (const each of judged) each.setAttribute("aria-invalid", String(Boolean(here.length)));
    box.classList.toggle("es-wrong", Boolean(here.length));
  }
}

/* Offer to confirm what is asked about, and nothing else. */
function showTopics(topics) {
  const box = boxes.get("relu");
  box.closest("section").hidden = !topics.length;
  for (const each of controls(box)) each.closest("label").hidden = !topics.includes(each.value);
}

function showSummary(problems) {
  const points = byId("es-points");
  points.hidden = !problems.length;
  byId("es-points-titre").textContent = number(problems.length, says.to_mend_one, says.to_mend);
  const items = problems.slice(0, MOST_SHOWN).map((problem) => {
    const box = boxes.get(fieldOf(problem.key));
    const link = element("a", `${box.dataset.label}\u00a0: ${wording(problem)}`);
    link.href = `#${controls(box)[0].id}`;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      controls(box)[0].focus();
    });
    const item = element("li", "", link);
    if (form.dataset.problems) {
      const [number] = rules.problems[problem.code];
      const why = element("a", number);
      why.href = `${form.dataset.problems}#${number.toLowerCase()}`;
      why.target = "_blank"; // the draft stays in view
      why.setAttribute("aria-label", fill(says.why, { number }));
      item.append(" ", why);
    }
    return item;
  });
  points.querySelector("ul").replaceChildren(...items);
}

/* The problems in the order of the fields on the page. */
function inOrder(problems) {
  const order = [...boxes.keys()];
  const place = (problem) => order.indexOf(fieldOf(problem.key));
  return problems.sort((one, other) => place(one) - place(other));
}

function facts(values) {
  const hidden = new Set(["titre", "resume", "signature", "nom_public", "publie_le", "fichier", "experience", "relu"]);
  return rules.fields
    .filter(({ key }) => !hidden.has(key) && !key.startsWith("consentement") && values[key].length)
    .map(({ key, kind }) => {
      const box = boxes.get(key);
      if (values[key] === rules.other) return [box.dataset.label, values[`${key}.nom`]];
      const chosen = kind === "choice" && box.querySelector(`option:checked, label:has(:checked)`);
      return [box.dataset.label, chosen ? chosen.textContent.trim() : [values[key]].flat().join(", ")];
    })
    .filter(([, text]) => text);
}

/* Make the ways out anew when they differ: else a button would lose the focus that it has. */
function offer(story) {
  const wanted = JSON.stringify([story.files, !story.problems.length]);
  if (wanted === offered) return;
  offered = wanted;
  byId("es-fichiers").replaceChildren(...ways(story, rules, say));
}

const refresh = () => pressed || show();

/* Bring the page in line with what was typed. */
function show() {
  const story = reviewed();
  for (const box of form.querySelectorAll("[data-role]")) box.hidden = story.values[box.dataset.role] !== rules.other;
  for (const each of form.querySelectorAll("[data-fills]")) each.disabled = Boolean(story.values[each.dataset.fills]);
  for (const { code, key } of story.problems) if (AT_ONCE.has(code)) left.add(fieldOf(key));
  showTopics(story.topics);
  showProblems(story.problems);
  if (!byId("es-points").hidden) showSummary(inOrder(story.problems));
  const count = story.problems.length;
  byId("es-etat").textContent = count ? number(count, says.left_one, says.left) : says.ready;
  offer(story);
  if (byId("es-apercu").open) {
    const shown = byId("es-apercu").querySelector("div");
    shown.replaceChildren(...preview(story.values, facts(story.values), rules));
    typography?.setTexts(shown, rules);
  }
  return story;
}

/* Ask once which names are taken; without an answer, the form goes on, and says so. */
function learnNames() {
  asked ??= fetch(form.dataset.names)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer)))
    .then((answer) => {
      names = answer;
      return true;
    })
    .catch(() => false);
  return asked;
}

function keep() {
  clearTimeout(pause);
  pause = undefined;
  try {
    localStorage.setItem(DRAFT, JSON.stringify(typed()));
    sayOnce(says.saved);
  } catch {
    sayOnce(says.not_saved);
  }
}

function savedDraft() {
  try {
    return JSON.parse(localStorage.getItem(DRAFT));
  } catch {
    return null;
  }
}

function forget() {
  if (!confirm(says.forget)) return;
  clearTimeout(pause);
  pause = undefined;
  try {
    localStorage.removeItem(DRAFT);
  } catch {
    // nothing could be saved either
  }
  once = "";
  form.reset();
  left.clear();
  byId("es-points").hidden = true;
  byId("es-apercu").open = false;
  show();
  say(says.forgotten);
}

async function verify() {
  say(""); // now: what is said while the names are asked for is not to be wiped
  const learned = await learnNames();
  for (const key of boxes.keys()) left.add(key);
  const { problems } = show();
  showSummary(inOrder(problems));
  byId(problems.length ? "es-points" : "es-etat").focus();
  if (!learned) say(says.names_unknown);
}

form.addEventListener("focusin", learnNames, { once: true });
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("focusout", (event) => {
  const box = event.target.closest("[data-key]");
  if (!box || box.contains(event.relatedTarget)) return;
  left.add(box.dataset.key);
  if (pause) keep(); // before what comes next is said, not over it
  refresh();
});
form.addEventListener("paste", (event) => pasted(event, rules));
form.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => {
    keep();
    refresh();
  }, PAUSE);
});
/* Before the focus moves: what goes as the page follows cannot be the next stop. */
form.addEventListener("keydown", ({ key }) => {
  if (key !== "Tab" || !pause) return;
  keep();
  refresh();
});
form.addEventListener("change", refresh);
form.addEventListener("pointerdown", () => (pressed = true));
for (const end of ["pointerup", "pointercancel"]) {
  addEventListener(end, () => {
    if (pressed) setTimeout(refresh); // once the click is done
    pressed = false;
  });
}
form.addEventListener("click", ({ target }) => {
  const asks = target.closest("[data-fills]");
  if (!asks) return;
  const area = boxes.get(asks.dataset.fills).querySelector("textarea");
  area.value = rules.filler;
  area.focus();
  keep();
  show();
});
addEventListener("pagehide", () => pause && keep());
/* The same draft in another tab: this one follows, so that neither undoes the other. */
addEventListener("storage", ({ key, newValue }) => {
  if (key !== DRAFT && key !== null) return;
  clearTimeout(pause);
  pause = undefined;
  form.reset();
  if (newValue) restore(JSON.parse(newValue));
  show();
});
byId("es-apercu").addEventListener("toggle", async () => {
  typography ??= await import("../typography.js").catch(() => undefined); // only those who look need it
  show();
});
byId("es-verifier").addEventListener("click", verify);
byId("es-oublier").addEventListener("click", forget);

const draft = savedDraft();
if (draft) {
  restore(draft);
  say(says.restored);
}
byId("es-sans-script").hidden = true;
form.hidden = false;
show();
