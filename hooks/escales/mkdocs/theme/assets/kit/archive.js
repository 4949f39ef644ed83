// SPDX-License-Identifier: EUPL-1.2
/* All the documents of a kit in one ZIP, filled in the reader's browser. */

import { read } from "../kit.js";
import { counted, slugify } from "../story/french.js";
import { disorderOf, fill, inFrench } from "./days.js";
import { library, save } from "./files.js";
import { fillKitDocument } from "./fill.js";
import { recall, restore } from "./memory.js";

const LONGEST_NAME = 50; // signs of the name of the structure, in that of the file
const NOTHING = { needed: [], chosen: {}, empty: 0, open: 0 };
const END = "\r\n"; // for the oldest of text editors

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer;
}

/* The form of a document, with all that was typed and chosen for it; none when nothing is to be. */
async function formOf(page) {
  const html = await (await fetched(page)).text();
  const form = new DOMParser().parseFromString(html, "text/html").querySelector("form.es-kit");
  for (const input of form?.querySelectorAll("[data-label], [data-number] input") ?? []) restore(input);
  return form;
}

/* One document in all its formats, by their places in the ZIP, and what it still needs. What is
   empty goes on showing its label there: one finishes it in a word processor. */
async function filled({ name, page, files }, list) {
  const form = await formOf(new URL(page, list));
  const { needed, chosen, empty, open } = form ? read(form) : NOTHING;
  const fields = Object.fromEntries(needed.map((one) => [one.dataset.label, one.value]));
  const made = {};
  for (const [kind, file] of Object.entries(files)) {
    const plain = new Uint8Array(await (await fetched(new URL(file, list))).arrayBuffer());
    const answers = { fields, choices: chosen, guided: true };
    made[`${kind}/${name}.${kind}`] = form ? await fillKitDocument(plain, kind, answers) : plain;
  }
  const disorders = needed.filter((input) => input.dataset.after).map(disorderOf).filter(Boolean);
  return { made, empty, open, disorders };
}

/* What is left to do in a document: "3 champs vides et 1 choix à faire"; nothing when it is whole. */
function left({ empty, open }, { field, fields, choice, choices }) {
  const parts = [empty && counted(empty, [field, fields]), open && counted(open, [choice, choices])];
  return parts.filter(Boolean).join(" et ");
}

/* Today here, as a day without hours. */
function localDay() {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
}

/* What stands above the LISEZ-MOI of the kit: who filled it and when, and what is left to do. */
function preface({ dataset }, employer, results) {
  const today = inFrench(localDay());
  const told = (title, lines) => (lines.length ? ["", title, ...lines.map((line) => `- ${line}`)] : []);
  const ready = results.filter((each) => each.made);
  const unfinished = ready.filter((each) => left(each, dataset));
  return [
    employer ? fill(dataset.filledFor, today, employer) : fill(dataset.filled, today),
    ...told(dataset.empty, unfinished.map((each) => `${each.title}\u00a0: ${left(each, dataset)}`)),
    ...told(dataset.daysToCheck, ready.flatMap(({ title, disorders }) => disorders.map((each) => `${title}. ${each}`))),
    ...told(dataset.missing, results.filter((each) => !each.made).map(({ title }) => title)),
    "", "", "",
  ].join(END);
}

/* Make it and hand it over; return what to say of it. `say` tells how far it is. */
export async function makeArchive(form, say) {
  const address = new URL(form.dataset.list, location.href);
  const [{ readme, documents }, fflate] = await Promise.all([fetched(address).then((one) => one.json()), library()]);
  const results = [];
  for (const [place, one] of documents.entries()) {
    say(fill(form.dataset.step, place + 1, documents.length));
    results.push({ title: one.title, ...(await filled(one, address).catch(() => ({}))) });
  }
  const ready = results.filter((each) => each.made);
  if (!ready.length) throw new Error("no document");
  const employer = employerOf(form).trim();
  const text = fflate.strToU8(preface(form, employer, results) + readme);
  const parts = Object.assign({ "LISEZ-MOI.txt": text }, ...ready.map((each) => each.made));
  const name = [form.dataset.kit, slugify(employer).slice(0, LONGEST_NAME)].filter(Boolean).join("-");
  save(fflate.zipSync(parts, { level: 0, mtime: new Date() }), `${name}.zip`, "application/zip");
  return summary(form, results);
}

function employerOf(form) {
  const probe = document.createElement("textarea");
  probe.name = "nom-employeur";
  probe.dataset.structure = "";
  return form.elements.namedItem(probe.name)?.value ?? recall(probe);
}

function summary({ dataset }, results) {
  const ready = results.filter((each) => each.made);
  const lost = results.filter((each) => !each.made).map((each) => each.title);
  return [
    fill(dataset.done, counted(ready.length, [dataset.document, dataset.documents])),
    ready.some((each) => left(each, dataset)) ? dataset.partly : "",
    lost.length ? fill(dataset.lost, lost.join(", ")) : "",
    ready.some((each) => each.disorders.length) ? dataset.disordered : "",
  ].filter(Boolean).join(" ");
}
