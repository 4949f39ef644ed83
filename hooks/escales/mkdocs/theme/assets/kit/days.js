// SPDX-License-Identifier: EUPL-1.2
/* Dates of a kit that come in order, read as `schema/days.py` reads them; the pattern is its own. */

import { slugify } from "../story/french.js";
import { recallElsewhere } from "./memory.js";

/* The day that a text says, or undefined: "2027-03-01", "01/03/27", "1er mars 2027". */
export function readDay(text, { pattern: [source], months }) {
  const whole = new RegExp(`^(?:${source})$`, "u");
  const parts = (whole.exec(text.trim()) ?? whole.exec(slugify(text)))?.groups;
  if (!parts) return undefined;
  const short = parts.french_year?.length === 2;
  const year = Number(parts.year ?? parts.french_year) + (short ? 2000 : 0);
  const month = Number(parts.month ?? monthOf(parts.french_month, months));
  const day = Number(parts.day ?? parts.french_day ?? 1);
  const read = new Date(Date.UTC(year, month - 1, day));
  const real = read.getUTCMonth() === month - 1 && read.getUTCDate() === day;
  return real ? read : undefined;
}

function monthOf(text, months) {
  if (/^\d/.test(text)) return text;
  const meant = months.flatMap((name, place) => (name.startsWith(text) ? [place + 1] : []));
  return meant.length === 1 ? meant[0] : 0;
}

export function inFrench(day) {
  const month = day.toLocaleDateString("fr", { month: "long", timeZone: "UTC" });
  const number = day.getUTCDate();
  return `${number === 1 ? "1er" : number} ${month} ${day.getUTCFullYear()}`;
}

export const fill = (pattern, ...values) => values.reduce((text, value) => text.replace("{}", () => value), pattern);

/* What is wrong with the date of a field, when the one that it follows is later; else nothing. */
export function disorderOf(input) {
  const form = input.form;
  const rules = JSON.parse(form.dataset.days);
  const { after, afterLabel } = input.dataset;
  const other = form.elements.namedItem(after);
  const day = readDay(input.value, rules);
  const earlier = readDay(other ? other.value : recallElsewhere(form.dataset.kit, after), rules);
  if (!day || !earlier || day >= earlier) return "";
  return fill(form.dataset.order, inFrench(day), afterLabel, inFrench(earlier));
}

/* Tell dates that are out of order beside their fields, once they are typed. */
export function watchDays(form) {
  const dated = [...form.querySelectorAll("[data-after]")];
  const tell = () => {
    for (const input of dated) {
      const told = form.querySelector(`#ordre-${input.name}`);
      const fault = disorderOf(input);
      if (told.textContent !== fault) told.textContent = fault;
      if (fault) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  };
  form.addEventListener("change", tell);
  tell();
  return tell;
}
