// SPDX-License-Identifier: EUPL-1.2
/* Send the address of a page: by the sheet of the system where there is one, or by copying it. */

const place = document.querySelector(".es-share");
const [share, copy] = place.querySelectorAll("button");
const status = place.querySelector("[role=status]");
const shown = place.querySelector("input");

/* The public address of the page, when the site has one; what is chosen in the explorer with it. */
const address = () => {
  const page = new URL(document.querySelector("link[rel=canonical]")?.href ?? location.href);
  page.search = location.search;
  page.hash = "";
  return page.href;
};

async function copied() {
  shown.hidden = true;
  status.textContent = "";
  try {
    await navigator.clipboard.writeText(address());
    status.textContent = place.dataset.copied;
  } catch {
    status.textContent = place.dataset.refused;
    shown.value = address();
    shown.hidden = false;
    shown.select();
  }
}

share.hidden = !navigator.share;
share.addEventListener("click", async () => {
  const title = document.querySelector('meta[property="og:title"]')?.content ?? document.title;
  try {
    await navigator.share({ title, url: address() });
  } catch (refused) {
    if (refused.name !== "AbortError") await copied(); // else the reader closed the sheet
  }
});
copy.addEventListener("click", copied);
place.hidden = false;
