// SPDX-License-Identifier: EUPL-1.2
/* « Le kit à mon nom »: the form that fills all the documents of a kit at once. What does it is only
   fetched once it is asked. */

import { hold, watchStructure } from "./memory.js";

function begin(form) {
  const status = form.querySelector(":scope > .es-said");
  const button = form.querySelector("[data-make]");
  const say = (text) => (status.textContent = text);
  for (const input of form.querySelectorAll("[data-label]")) hold(input, () => {});
  watchStructure(form, () => {});
  button.addEventListener("click", async () => {
    if (button.ariaDisabled === "true") return; // it is at work
    button.ariaDisabled = "true";
    try {
      const { makeArchive } = await import("./archive.js");
      say(await makeArchive(form, say));
    } catch {
      say(form.dataset.failed);
    }
    button.ariaDisabled = null;
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
}

for (const form of document.querySelectorAll("form.es-mine")) begin(form);
