// SPDX-License-Identifier: EUPL-1.2
/* Go from a screen of the form to the next, and back, with the browser's own buttons too. */

import { fill } from "./french.js";

const byId = (id) => document.getElementById(id);
const form = byId("es-raconter");
const { says } = JSON.parse(byId("es-regles").textContent);
export const steps = [...form.querySelectorAll(".es-step")];
let at = 0;

export const isLast = () => at === steps.length - 1;
export const stepOf = (node) => steps.indexOf(node.closest(".es-step"));

/* The place of the screen that an address names, or undefined. */
export function atStep(hash) {
  const place = steps.findIndex(({ id }) => `#${id}` === hash);
  return place < 0 ? undefined : place;
}

/* Show a screen; its title takes the focus, so that it is read aloud. */
export function show(place, { focus = true, first = false } = {}) {
  at = place;
  const all = steps.length;
  const title = steps[at].querySelector("h2");
  steps.forEach((step, other) => (step.hidden = other !== at));
  byId("es-barre").value = at + 1;
  const left = all - 1 - at;
  byId("es-avancee").textContent = `${fill(says.step, { number: at + 1, all })} ${fill([says.left_one, says.left_two][left] ?? says.left_many, { number: left })}`;
  byId("es-suite").hidden = isLast();
  byId("es-retour").hidden = at === 0;
  if (!first && location.hash !== `#${steps[at].id}`) history.pushState(null, "", `#${steps[at].id}`);
  form.dispatchEvent(new Event("es-step"));
  if (first) return;
  form.scrollIntoView();
  if (focus) title.focus({ preventScroll: true });
}

export const walk = (by) => show(Math.min(Math.max(at + by, 0), steps.length - 1));

/* Once the browser has moved the focus to where the address leads. */
addEventListener("hashchange", () => show(atStep(location.hash) ?? 0));
