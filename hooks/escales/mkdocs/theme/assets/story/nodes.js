// SPDX-License-Identifier: EUPL-1.2
/* Make an element of the page from texts and nodes, never from HTML. */

export function element(name, text, ...children) {
  const node = document.createElement(name);
  if (text) node.textContent = text;
  node.append(...children);
  return node;
}
