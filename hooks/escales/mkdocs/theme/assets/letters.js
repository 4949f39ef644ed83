// SPDX-License-Identifier: EUPL-1.2
/* Copy a letter in one tap. Where the browser refuses, the letter opens, all selected. */

const list = document.querySelector(".es-letters");
const statuses = list.querySelectorAll("[role=status]");

for (const item of list.children) {
  const [button, link, status] = ["button", "a", "[role=status]"].map((name) => item.querySelector(name));
  button.hidden = false;
  button.addEventListener("click", async () => {
    for (const other of statuses) other.textContent = "";
    status.textContent = (await copied(link, item)) ? list.dataset.done : list.dataset.refused;
  });
}

/* The link that opens a mail program holds the text as it is to be pasted. */
async function copied(link, item) {
  const text = new URL(link.href).searchParams.get("body").replaceAll("\r\n", "\n");
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    item.querySelector("details").open = true;
    getSelection().selectAllChildren(item.querySelector(".es-letter"));
    return false;
  }
}
