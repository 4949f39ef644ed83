// SPDX-License-Identifier: EUPL-1.2
/* On the page that is not found: guess from its address which page was meant, and offer to search
   for its words. Nothing is fetched but a few pages that it may be; the search, only when asked. */

const ROOT = new URL("../", import.meta.url).pathname; // this file is in assets/
const FOLDERS = ["recits/", "dispositifs/", "collectivites/"]; // where readers look for a name
const ENDING = /(?:\/index)?\.(?:html?|md|php|aspx?)$|[\s.,;:!?)\]>»"'’]+$/i; // of links copied from a text
const WORDS = 8;

const plain = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[œŒæÆ]/g, (ligature) => ({ œ: "oe", Œ: "oe", æ: "ae", Æ: "ae" })[ligature])
    .toLowerCase()
    .replace(/[^a-z0-9/]+/g, "-")
    .replace(/^-|-(?=\/|$)|(?<=\/)-/g, "");

/* Return the parts of the address below the root of the site, without what was never of a page. */
function asked() {
  let path = location.pathname;
  try {
    path = decodeURIComponent(path);
  } catch {
    // not written as browsers do: read as it is
  }
  path = path.startsWith(ROOT) ? path.slice(ROOT.length) : path;
  for (let shorter = ""; shorter !== path; ) [shorter, path] = [path, path.replace(ENDING, "")];
  return path.split("/").filter(Boolean);
}

/* Return the addresses that may have been meant, the likeliest first. */
function guesses(parts) {
  const path = plain(parts.join("/"));
  const last = path.split("/").pop();
  const found = [path, ...FOLDERS.map((folder) => folder + last)].map((one) => `${ROOT}${one}/`);
  return [...new Set(found)].filter((one) => last && last !== "404" && one !== location.pathname);
}

async function titleOf(address) {
  const answer = await fetch(address);
  if (!answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { address: answer.url, title: page.querySelector("h1")?.textContent ?? page.title };
}

async function guess(parts, place) {
  for (const address of guesses(parts)) {
    const found = await titleOf(address).catch(() => null);
    if (found) {
      const link = document.createElement("a");
      link.href = found.address;
      link.textContent = found.title;
      place.replaceChildren(`${place.dataset.told} `, link);
      return;
    }
  }
}

/* Have the search of the site, which is in its dialog, asked these words. */
function search(words) {
  const input = document.querySelector("#es-recherche input");
  document.querySelector(".es-find")?.click();
  input.value = words;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

const form = document.getElementById("es-perdu");
const field = form.querySelector("input");
const parts = asked();

field.value = (parts.at(-1) ?? "").split(/[-_+\s]+/).filter(Boolean).slice(0, WORDS).join(" ");
form.hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search(field.value.trim());
});
guess(parts, document.getElementById("es-trouvee"));
