// SPDX-License-Identifier: EUPL-1.2
/* Show what a numbered note says where its number stands. Its link still leads to the list of all. */

const list = document.querySelector("div.footnote");
const dialog = document.createElement("dialog");
dialog.className = "es-dialog md-typeset";
dialog.innerHTML = `<div></div><p class="es-buttons"><button type="button" class="md-button" autofocus></button> <a href="#es-sources"></a></p>`;
const [text, close, all] = ["div", "button", "p a"].map((each) => dialog.querySelector(each));
close.textContent = list.dataset.close;
all.textContent = list.dataset.all;
list.after(dialog);

function show(event) {
  const note = document.getElementById(decodeURIComponent(event.currentTarget.hash.slice(1)));
  if (!note || event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab, a new window
  event.preventDefault();
  dialog.setAttribute("aria-label", `${list.dataset.note} ${event.currentTarget.textContent}`);
  text.replaceChildren(...note.cloneNode(true).childNodes);
  for (const back of text.querySelectorAll(".footnote-backref")) back.remove();
  dialog.showModal();
}

for (const reference of document.querySelectorAll("a.footnote-ref")) reference.addEventListener("click", show);
close.addEventListener("click", () => dialog.close());
all.addEventListener("click", () => dialog.close());
dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close()); // beside it
