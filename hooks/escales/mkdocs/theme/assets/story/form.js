// SPDX-License-Identifier: EUPL-1.2
/* The form in which one tells a story: a screen at a time, a draft that is kept, nothing sent. */

import { review } from "./check.js";
import { fill } from "./french.js";
import { element } from "./nodes.js";
import { pasted } from "./paste.js";
import { atStep, isLast, show as showStep, stepOf, steps, walk } from "./steps.js";
import { wire } from "./ways.js";

const MOST_SHOWN = 100; // problems of a field, and of all: a page that holds more stands still
const AT_ONCE = new Set(["too-big", "too-crowded", "too-nested", "few-people"]); // shown before one leaves the field
const PAUSE = 300; // milliseconds without a key before what was typed is saved
const DRAFT = `escales ${location.pathname}`;

const byId = (id) => document.getElementById(id);
const form = byId("es-raconter");
const rules = JSON.parse(byId("es-regles").textContent);
const { says } = rules;
const boxes = new Map([...form.querySelectorAll("[data-key]")].map((box) => [box.dataset.key, box]));
const left = new Set(); // the fields that were left once: their problems show
let story; // what was reviewed last
let pause;
let pressed = false; // a click under way: nothing may move under it

function say(text) {
  const said = byId("es-dit");
  if (said.textContent !== text) said.textContent = text; // or it would be read aloud again
}

const number = (count, one, many) => (count === 1 ? one : fill(many, { number: count }));
const controls = (box) => [...box.querySelectorAll("input, select, textarea")];

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
      if (["radio", "checkbox"].includes(each.type)) each.checked = value.includes(each.value) && each.value !== "";
      else each.value = value[0] ?? "";
    }
  }
}

/* The field where a problem stands: "competences.2" is in "competences". */
const fieldOf = (key) => key.split(".")[0];

/* What is wrong, and with which item of a list. */
function wording({ key, message }) {
  const place = key.slice(fieldOf(key).length + 1);
  return place ? `${fill(says.line, { number: place })} ${message}` : message;
}

/* Show at each field that was left what is wrong there, or what is asked. */
function showProblems(problems) {
  for (const [key, box] of boxes) {
    const here = left.has(key) ? problems.filter((each) => fieldOf(each.key) === key).slice(0, MOST_SHOWN) : [];
    const shown = box.querySelector(".es-error");
    const asks = here.every((each) => each.asks);
    const text = here.map(wording).join("\n");
    if (shown.dataset.said === text) continue;
    shown.dataset.said = text;
    shown.hidden = !here.length;
    shown.replaceChildren();
    if (here.length) shown.append(element("strong", asks ? says.asks : says.error), ...here.map((each) => element("span", wording(each))));
    const control = box.tagName === "FIELDSET" ? box : controls(box)[0];
    const help = `aide-${key}`;
    const described = byId(help) ? [help] : [];
    if (here.length) described.push(shown.id);
    if (described.length) control.setAttribute("aria-describedby", described.join(" "));
    else control.removeAttribute("aria-describedby");
    const judged = box.role === "radiogroup" ? [box] : controls(box);
    for (const each of judged) each.setAttribute("aria-invalid", String(!asks));
    box.classList.toggle("es-wrong", here.length > 0 && !asks);
    box.classList.toggle("es-asked", here.length > 0 && asks);
  }
}

/* Offer to confirm what is asked about, and nothing else. */
function showTopics(topics) {
  const box = boxes.get("relu");
  box.hidden = !topics.length;
  for (const each of controls(box)) each.closest("label").hidden = !topics.includes(each.value);
}

function goTo(box) {
  const control = controls(box)[0];
  showStep(stepOf(box), { focus: false });
  control.closest("details")?.setAttribute("open", "");
  control.focus();
}

/* The problems of a kind, each leading to its answer. */
function showList(id, problems, one, many) {
  const list = byId(id);
  list.hidden = !problems.length;
  byId(`${id}-titre`).textContent = number(problems.length, one, many);
  const items = problems.slice(0, MOST_SHOWN).map((problem) => {
    const box = boxes.get(fieldOf(problem.key));
    const link = element("a", box.dataset.label);
    link.href = `#${controls(box)[0].id}`;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      goTo(box);
    });
    return element("li", "", link, element("br"), wording(problem));
  });
  list.querySelector("ul").replaceChildren(...items);
}

/* The problems in the order of the fields on the page. */
function inOrder(problems) {
  const order = [...boxes.keys()];
  const place = (problem) => order.indexOf(fieldOf(problem.key));
  return problems.sort((one, other) => place(one) - place(other));
}

const refresh = () => pressed || show();

/* Bring the page in line with what was typed. */
function show() {
  story = review(typed(), rules);
  const { problems, values, topics, crowd } = story;
  boxes.get("effectif").hidden = !values.collectivite || crowd.listed;
  for (const each of form.querySelectorAll("[data-fills]")) each.disabled = Boolean(values[each.dataset.fills]);
  for (const { code, key } of problems) if (AT_ONCE.has(code)) left.add(fieldOf(key));
  showTopics(topics);
  showProblems(problems);
  if (isLast()) showEnd(inOrder(problems));
}

function showEnd(problems) {
  const missing = problems.filter((each) => !each.asks);
  showList("es-points", missing, says.to_mend_one, says.to_mend);
  showList("es-questions", problems.filter((each) => each.asks), says.to_read_one, says.to_read);
  byId("es-questions").hidden &&= !story.topics.length;
  byId("es-sorties").hidden = missing.length > 0;
  byId("es-en-cours").hidden = !missing.length;
}

function keep() {
  clearTimeout(pause);
  pause = undefined;
  try {
    localStorage.setItem(DRAFT, JSON.stringify(typed()));
  } catch {
    say(says.not_saved);
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
  form.reset();
  left.clear();
  byId("es-revenu").hidden = true;
  show();
  showStep(0);
  say(says.forgotten);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (pause) keep();
  if (!isLast()) walk(1);
});
byId("es-retour").addEventListener("click", () => walk(-1));
form.addEventListener("es-step", () => {
  say("");
  if (isLast()) for (const key of boxes.keys()) left.add(key);
  show();
});
form.addEventListener("focusout", (event) => {
  const box = event.target.closest("[data-key]");
  if (!box || box.contains(event.relatedTarget)) return;
  if (controls(box).some((each) => each.value)) left.add(box.dataset.key); // nothing yet is no fault
  if (pause) keep();
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
byId("es-voir").addEventListener("click", async () => {
  const { openPreview } = await import("./preview.js"); // only those who look need it
  openPreview(byId("es-apercu"), story.values, rules);
});
byId("es-oublier").addEventListener("click", forget);
wire(() => story, rules, say);

const draft = savedDraft();
if (draft) restore(draft);
byId("es-sans-script").hidden = true;
byId("es-revenu").hidden = !draft;
form.hidden = false;
show();
const [missing] = inOrder(story.problems.filter((each) => !each.asks));
const begun = draft ? (missing ? stepOf(boxes.get(fieldOf(missing.key))) : steps.length - 1) : 0;
showStep(atStep(location.hash) ?? begun, { focus: false, first: true });
