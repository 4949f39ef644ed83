// SPDX-License-Identifier: EUPL-1.2
/* The menu of narrow screens, the colours that the reader chooses, the lists beside the text. */
"use strict";

{
  const root = document.documentElement;
  const menu = document.getElementById("es-menu");
  const theme = document.getElementById("es-theme");
  const wide = matchMedia("(min-width: 60em)"); // as in shell.css
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const chosen = `escales ${new URL(root.dataset.home, location).pathname} theme`;

  const unfold = (open) => menu.setAttribute("aria-expanded", String(open));
  menu.hidden = false;
  menu.addEventListener("click", () => unfold(menu.getAttribute("aria-expanded") === "false"));
  menu.parentElement.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || menu.getAttribute("aria-expanded") === "false") return;
    unfold(false);
    menu.focus();
  });

  if (theme) { // a site may have one scheme only
    const isDark = () => {
      const scheme = root.dataset.scheme || root.dataset.first; // the reader's, then the site's
      return scheme ? scheme === "dark" : dark.matches;
    };
    const tell = () => theme.setAttribute("aria-pressed", String(isDark()));
    theme.hidden = false;
    theme.addEventListener("click", () => {
      const scheme = isDark() ? "light" : "dark";
      root.dataset.scheme = scheme;
      tell();
      try {
        localStorage.setItem(chosen, scheme);
      } catch {
        // not kept: the choice holds for this page
      }
    });
    dark.addEventListener("change", tell);
    tell();
  }

  const fold = () => {
    for (const each of document.querySelectorAll(".es-aside details")) each.open = wide.matches;
  };
  wide.addEventListener("change", fold);
  fold();

  for (const button of document.querySelectorAll(".es-poster [data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}
