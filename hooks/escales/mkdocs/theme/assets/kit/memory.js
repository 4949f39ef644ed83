// SPDX-License-Identifier: EUPL-1.2
/* What is typed in the forms of kits, never sent: the structure is kept on this device until it is
   forgotten, the rest for the session. Storage may be refused, as in a private window: then what
   is typed lives on this page only. */

const here = new Map(); // all that was typed on this page, by key

export const isStructure = (input) => "structure" in input.dataset;
const storeOf = (input) => (isStructure(input) ? localStorage : sessionStorage);
const keyOf = (input) =>
  isStructure(input) ? `escales:structure:${input.name}` : missionKey(input.form.dataset.kit, input.name);
const missionKey = (kit, name) => `escales:champ:${kit}:${name}`;

const isAnswer = (input) => input.type === "radio"; // one of several

function write(input, value) {
  here.set(keyOf(input), value);
  try {
    if (value) storeOf(input).setItem(keyOf(input), value);
    else storeOf(input).removeItem(keyOf(input));
  } catch {
    return; // it stays on this page
  }
}

export function recall(input) {
  try {
    return storeOf(input).getItem(keyOf(input)) ?? here.get(keyOf(input)) ?? "";
  } catch {
    return here.get(keyOf(input)) ?? "";
  }
}

/* What was typed in a field of another document of the kit. */
export function recallElsewhere(kit, name) {
  const key = missionKey(kit, name);
  try {
    return sessionStorage.getItem(key) ?? here.get(key) ?? "";
  } catch {
    return here.get(key) ?? "";
  }
}

/* Show in a field what was typed there, or in an answer whether it was chosen. */
export function restore(input) {
  const kept = recall(input);
  if (isAnswer(input)) input.checked = kept === input.value;
  else input.value = kept;
}

/* The same, and remember what is typed or chosen from now on. */
export function hold(input, changed) {
  restore(input);
  input.addEventListener(isAnswer(input) ? "change" : "input", () => {
    write(input, input.value);
    changed();
  });
}

export function forget(inputs) {
  for (const input of inputs) {
    write(input, "");
    restore(input);
  }
}

/* The structure of a form: it is forgotten on demand, and follows what other tabs write. */
export function watchStructure(form, changed) {
  const part = form.querySelector(".es-structure");
  if (!part) return;
  const inputs = [...part.querySelectorAll("[data-structure]")];
  const status = part.querySelector(".es-said");
  if (!keeps()) status.textContent = part.dataset.unkept;
  part.querySelector("[data-forget-structure]").addEventListener("click", () => {
    forget(inputs);
    changed();
    status.textContent = part.dataset.forgotten;
    inputs[0].focus();
  });
  addEventListener("storage", ({ storageArea, key }) => {
    if (storageArea === sessionStorage) return;
    for (const input of inputs) {
      if (key !== null && key !== keyOf(input)) continue;
      here.delete(keyOf(input));
      restore(input);
    }
    changed();
  });
}

function keeps() {
  try {
    localStorage.setItem("escales:essai", "1");
    localStorage.removeItem("escales:essai");
    return true;
  } catch {
    return false;
  }
}
