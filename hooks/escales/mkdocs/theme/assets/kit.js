// SPDX-License-Identifier: EUPL-1.2
/* Fill the documents of a kit in the reader's browser. What is typed never leaves it, and serves in
   every document of the kit: see kit/memory.js. */

import { watchDays } from "./kit/days.js";
import { forget, hold, watchStructure } from "./kit/memory.js";

const FORMATS = {
  odt: {
    part: "content.xml",
    type: "application/vnd.oasis.opendocument.text",
    lineBreak: "<text:line-break/>",
  },
  docx: {
    part: "word/document.xml",
    type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    lineBreak: '</w:t><w:br/><w:t xml:space="preserve">',
  },
};

const escapeXml = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/* Characters that no XML file may hold, pasted from who knows where. */
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

function fillXml(xml, inputs, lineBreak) {
  for (const input of inputs) {
    const value = input.value.replace(FORBIDDEN, "").trim();
    if (!value) continue;
    const shown = escapeXml(value).split(/\r?\n/).join(lineBreak);
    xml = xml.replaceAll(`>[${escapeXml(input.dataset.label)}]<`, `>${shown}<`);
  }
  return xml;
}

export async function fillDocument(bytes, kind, inputs) {
  const { part, lineBreak } = FORMATS[kind];
  const { library } = await import("./kit/files.js");
  const fflate = await library();
  const files = fflate.unzipSync(bytes);
  files[part] = fflate.strToU8(fillXml(fflate.strFromU8(files[part]), inputs, lineBreak));
  const zipped = {};
  for (const [name, content] of Object.entries(files)) {
    // The first part of an ODT says what it is, uncompressed.
    zipped[name] = name === "mimetype" ? [content, { level: 0 }] : content;
  }
  return fflate.zipSync(zipped, { mtime: new Date(1980, 0, 1) });
}

/* Show on the page what will stand in the document, for those who print it. */
function show(form, inputs) {
  const gaps = document.querySelectorAll("article strong[data-gap], article strong");
  for (const gap of gaps) {
    gap.dataset.gap ??= gap.textContent;
    const input = inputs.find((one) => gap.dataset.gap === `[${one.dataset.label}]`);
    if (!input || form.contains(gap)) continue;
    gap.textContent = input.value.trim() || gap.dataset.gap;
    gap.classList.toggle("es-filled", Boolean(input.value.trim()));
  }
}

function begin(form) {
  const inputs = [...form.querySelectorAll("[data-label]")];
  const status = form.querySelector("[role=status]");
  for (const input of inputs) hold(input, () => show(form, inputs));
  watchStructure(form, () => show(form, inputs));
  const tellDays = watchDays(form);
  for (const button of form.querySelectorAll("button[data-kind]")) {
    button.addEventListener("click", async () => {
      const { kind, source, name } = button.dataset;
      try {
        const answer = await fetch(source);
        if (!answer.ok) throw new Error(String(answer.status));
        const plain = new Uint8Array(await answer.arrayBuffer());
        const { save } = await import("./kit/files.js");
        save(await fillDocument(plain, kind, inputs), name, FORMATS[kind].type);
        const empty = inputs.filter((input) => !input.value.trim()).length;
        status.textContent = empty ? form.dataset.partly.replace("{}", empty) : form.dataset.done;
      } catch {
        status.textContent = form.dataset.failed;
      }
    });
  }
  form.querySelector("[data-print]").addEventListener("click", () => window.print());
  form.querySelector("[data-forget]").addEventListener("click", () => {
    const mission = inputs.filter((input) => !("structure" in input.dataset));
    forget(mission);
    show(form, inputs);
    tellDays();
    status.textContent = form.dataset.forgotten;
    (mission[0] ?? inputs[0]).focus();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  show(form, inputs);
}

for (const form of document.querySelectorAll("form.es-kit")) begin(form);
