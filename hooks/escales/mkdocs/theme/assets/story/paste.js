// SPDX-License-Identifier: EUPL-1.2
/* What is pasted into a long answer is made right: the rest is loaded only by who pastes. */

const FORMATTED = /[\n\r\t\v“]|^[•·–§o-]\s/; // a few plain words are left to the browser

/* To call at each `paste` of a form. */
export function pasted(event, rules) {
  const area = event.target;
  const [plain, html] = ["text/plain", "text/html"].map((kind) => event.clipboardData.getData(kind));
  if (area.tagName !== "TEXTAREA" || !(html || FORMATTED.test(plain))) return;
  event.preventDefault();
  import("./insert.js").then(
    ({ insert }) => insert(area, plain, html, rules),
    () => document.execCommand("insertText", false, plain), // without network: as it came
  );
}
