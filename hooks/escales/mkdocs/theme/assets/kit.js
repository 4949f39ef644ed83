// SPDX-License-Identifier: EUPL-1.2
/* Fill the documents of a kit in the reader's browser. What is typed never leaves it, and serves in
   every document of the kit: see kit/memory.js. */

import { watchDays } from "./kit/days.js";
import { forget, hold, isStructure, watchStructure } from "./kit/memory.js";

const TYPES = {
  odt: "application/vnd.oasis.opendocument.text",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
};

/* What the form holds: its fields, its questions, and the sheet that shows the document. */
export function read(form) {
  const inputs = [...form.querySelectorAll("[data-label]")];
  const questions = [...form.querySelectorAll("fieldset[data-number]")];
  const chosen = Object.fromEntries(
    questions.map((one) => [one.dataset.number, one.querySelector(":checked")?.value ?? ""]),
  );
  const needed = inputs.filter((input) => {
    const within = input.closest("[data-within]")?.dataset.within;
    if (!within) return true;
    return within.split(" ").some((option) => {
      const [number, place] = option.split("-");
      return !chosen[number] || chosen[number] === place;
    });
  });
  return {
    inputs,
    needed,
    chosen,
    radios: questions.flatMap((one) => [...one.querySelectorAll("input")]),
    empty: needed.filter((input) => !input.value.trim()).length,
    open: Object.values(chosen).filter((place) => !place).length,
    guided: form.elements["es-forme"].value === "consignes",
  };
}

/* Show on the page what will stand in the document: what is typed, and what is chosen. */
function show(form) {
  const { inputs, needed, chosen } = read(form);
  for (const input of inputs) {
    const within = input.closest("[data-within]");
    if (within) within.hidden = !needed.includes(input);
  }
  const sheet = document.querySelector(".es-sheet");
  for (const gap of sheet.querySelectorAll("strong")) {
    gap.dataset.gap ??= gap.textContent;
    const input = inputs.find((one) => gap.dataset.gap === `[${one.dataset.label}]`);
    if (!input) continue;
    const value = input.value.trim();
    gap.textContent = value || gap.dataset.gap;
    gap.classList.add("es-blank");
    gap.classList.toggle("es-filled", Boolean(value));
  }
  for (const option of sheet.querySelectorAll("[data-option]")) {
    const [number, place] = option.dataset.option.split("-");
    option.classList.toggle("es-kept", chosen[number] === place);
    option.classList.toggle("es-left", Boolean(chosen[number]) && chosen[number] !== place);
  }
}

/* What is printed: the act alone, made of the sheet, for as long as that is what is asked. */
function showAct(form) {
  const { guided } = read(form);
  document.querySelector(".es-print")?.remove();
  if (guided) return;
  const sheet = document.querySelector(".es-sheet");
  const act = sheet.cloneNode(true);
  act.className = `es-print${form.dataset.landscape ? " es-print--wide" : ""}`;
  const outside =
    ".es-part--consigne, .es-part--avant-de-remplir, .es-part--au-choix > :not(.es-option)," +
    ".es-left, #es-sources, .footnote, sup, .es-label";
  for (const one of act.querySelectorAll(outside)) one.remove();
  for (const link of act.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  for (const part of act.querySelectorAll(".es-part, .es-kept")) part.replaceWith(...part.childNodes);
  for (const gap of act.querySelectorAll(".es-blank")) {
    const isAlone = gap.parentNode.matches("td") && gap.parentNode.textContent === gap.textContent;
    if (gap.classList.contains("es-filled")) gap.replaceWith(gap.textContent);
    else if (isAlone) gap.remove();
    else {
      gap.replaceWith(Object.assign(document.createElement("span"), { className: "es-line" }));
    }
  }
  for (const table of act.querySelectorAll("table")) {
    const cells = [...table.querySelectorAll("th, td")].map((one) => one.textContent.trim());
    // No class: the theme would leave the table bare.
    table.toggleAttribute("data-signed", cells.some((one) => /(^|\s)signatures?$/i.test(one)));
    const columns = document.createElement("colgroup");
    for (const width of table.dataset.widths?.split(" ") ?? []) {
      columns.appendChild(document.createElement("col")).style.width = `${width}%`;
    }
    table.prepend(columns);
  }
  for (const one of act.querySelectorAll("[id], [tabindex], [role]")) {
    for (const name of ["id", "tabindex", "role", "aria-label"]) one.removeAttribute(name);
  }
  for (const one of act.querySelectorAll("p")) {
    if (!one.textContent.trim() && !one.firstElementChild) one.remove();
  }
  const title = document.querySelector("h1").textContent;
  act.prepend(Object.assign(document.createElement("h1"), { textContent: title }));
  sheet.after(act);
}

function begin(form) {
  const status = form.querySelector("[role=status]");
  const { inputs, radios } = read(form);
  const counted = (number, word) => `${number}\u00a0${form.dataset[number > 1 ? `${word}s` : word]}`;
  const left = () => {
    const { empty, open } = read(form);
    return [empty && counted(empty, "field"), open && counted(open, "choice")].filter(Boolean).join(" et ");
  };
  const update = () => {
    show(form);
    showAct(form);
  };
  for (const input of [...inputs, ...radios]) hold(input, update);
  watchStructure(form, update);
  const tellDays = watchDays(form);
  for (const radio of form.elements["es-forme"]) radio.addEventListener("change", update);
  for (const button of form.querySelectorAll("button[data-kind]")) {
    button.addEventListener("click", async () => {
      const { kind, source, name } = button.dataset;
      const { needed, chosen, guided } = read(form);
      const fields = Object.fromEntries(needed.map((one) => [one.dataset.label, one.value]));
      try {
        const { fillKitDocument, save } = await import("./kit/fill.js");
        const answer = await fetch(guided ? button.dataset.guided : source);
        if (!answer.ok) throw new Error(String(answer.status));
        const plain = new Uint8Array(await answer.arrayBuffer());
        const answers = { fields, choices: chosen, guided };
        save(await fillKitDocument(plain, kind, answers), name, TYPES[kind]);
        status.textContent = left() ? form.dataset.partly.replace("{}", left()) : form.dataset.done;
      } catch {
        status.textContent = form.dataset.failed;
      }
    });
  }
  form.querySelector("[data-print]").addEventListener("click", () => {
    status.textContent = left() ? form.dataset.left.replace("{}", left()) : form.dataset.full;
    window.print();
  });
  form.querySelector("[data-forget]").addEventListener("click", () => {
    forget([...inputs, ...radios].filter((input) => !isStructure(input)));
    update();
    tellDays();
    status.textContent = form.dataset.forgotten;
    form.querySelector("input, textarea").focus();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  update();
}

for (const form of document.querySelectorAll("form.es-kit")) begin(form);
