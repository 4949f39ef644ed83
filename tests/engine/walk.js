// SPDX-License-Identifier: EUPL-1.2
/* For test_keyboard.py: what the keyboard ought to reach, and how the page shows where it is. */
(() => {
  const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";
  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

  function painted(colour) {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data];
  }

  const over = (above, below) =>
    [0, 1, 2].map((i) => (above[i] * above[3] + below[i] * (255 - above[3])) / 255).concat(255);

  function background(element) {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.push(painted(getComputedStyle(at).backgroundColor));
    return layers.reduceRight((below, above) => over(above, below), [255, 255, 255, 255]);
  }

  function luminance(colour) {
    const [r, g, b] = colour.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  function contrast(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }

  function reachable(element) {
    if (element.disabled || element.tabIndex < 0 || element.type === "hidden") return false;
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest("[inert]")) return false;
    if (element.tagName === "SUMMARY" && element.parentElement.firstElementChild !== element) return false;
    if (element.type !== "radio") return true;
    const group = [...document.querySelectorAll("[type=radio]")].filter(
      (one) => one.name === element.name && one.form === element.form,
    );
    return element === (group.find((one) => one.checked) ?? group[0]);
  }

  const all = () => [...document.querySelectorAll(FOCUSABLE)].filter(reachable);

  function name(element) {
    const words = (element.getAttribute("aria-label") ?? element.innerText ?? "").trim().slice(0, 40);
    return `${element.tagName.toLowerCase()} ${element.id || element.name || words}`.trim();
  }

  /* What is wrong with the way the focused element shows; nothing when all is well. */
  function fault(element) {
    const style = getComputedStyle(element);
    const width = style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
    if (width < 2) return `outline of ${width} px`;
    const around = background(element.parentElement);
    const ratio = contrast(over(painted(style.outlineColor), around), around);
    if (ratio < 3) return `outline of contrast ${ratio.toFixed(2)}`;
    const [box] = element.getClientRects();
    const [x, y] = [box.left + Math.min(box.width, innerWidth) / 2, box.top + Math.min(box.height, 40) / 2];
    if (y < 0 || y > innerHeight || x < 0 || x > innerWidth) return "out of sight";
    const there = document.elementFromPoint(x, y);
    const own = there && (element.contains(there) || there.contains(element) || there.closest("label")?.control === element);
    return own ? "" : `under ${there && name(there)}`;
  }

  window.walk = {
    expected: () => all().map((element, place) => ((element.dataset.stop = place), name(element))),
    here: () => {
      const element = document.activeElement;
      if (element === document.body || element === document.documentElement) return null;
      return { stop: element.dataset.stop ?? "", name: name(element), fault: fault(element) };
    },
  };
})();
