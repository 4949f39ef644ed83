// SPDX-License-Identifier: EUPL-1.2
/* All the documents of a kit in one ZIP, filled in the reader's browser. */

import { fillDocument } from "../kit.js";
import { counted, slugify } from "../story/french.js";
import { disorderOf, fill, inFrench } from "./days.js";
import { library, save } from "./files.js";
import { recall } from "./memory.js";

const LONGEST_NAME = 50; // signs of the name of the structure, in that of the file
const END = "\r\n"; // for the oldest of text editors

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer;
}

/* The form of a document, with all that was typed for it; none when it has nothing to fill. */
async function formOf(page) {
  const html = await (await fetched(page)).text();
  const form = new DOMParser().parseFromString(html, "text/html").querySelector("form.es-kit");
  for (const input of form?.querySelectorAll("[data-label]") ?? []) input.value = recall(input);
  return form;
}

/* One document in all its formats, by their places in the ZIP, and what it still needs. */
async function filled({ name, page, files }, list) {
  const form = await formOf(new URL(page, list));
  const inputs = [...(form?.querySelectorAll("[data-label]") ?? [])];
  const made = {};
  for (const [kind, file] of Object.entries(files)) {
    const plain = new Uint8Array(await (await fetched(new URL(file, list))).arrayBuffer());
    made[`${kind}/${name}.${kind}`] = inputs.length ? await fillDocument(plain, kind, inputs) : plain;
  }
  const empty = inputs.filter((input) => !input.value.trim()).length;
  const disorders = inputs.filter((input) => input.dataset.after).map(disorderOf).filter(Boolean);
  return { made, empty, disorders };
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
  return [
    employer ? fill(dataset.filledFor, today, employer) : fill(dataset.filled, today),
    dataset.here,
    ...told(dataset.empty, ready.filter((each) => each.empty).map(({ title, empty }) => `${title}\u00a0: ${empty}`)),
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
    ready.some((each) => each.empty) ? dataset.partly : "",
    lost.length ? fill(dataset.lost, lost.join(", ")) : "",
    ready.some((each) => each.disorders.length) ? dataset.disordered : "",
  ].filter(Boolean).join(" ");
}
