// SPDX-License-Identifier: EUPL-1.2
/* Files made in the browser: the library that packs them, and how they are handed over. */

/* It is fetched once it is needed: pages are read more often than documents are filled. */
const LIBRARY = "../vendor/fflate-0.8.3.min.js";

export async function library() {
  if (!globalThis.fflate) await import(LIBRARY);
  return globalThis.fflate;
}

export function save(bytes, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
