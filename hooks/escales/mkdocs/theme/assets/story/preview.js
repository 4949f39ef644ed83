// SPDX-License-Identifier: EUPL-1.2
/* Show a story on the page that it will have: the site made this page, its places are filled here. */

import { setTexts } from "../typography.js";
import { blocks } from "./blocks.js";
import { durationOf, shareOf, unitsOf } from "./durations.js";
import { counted, fill, slugify } from "./french.js";
import { element } from "./nodes.js";
import { makeRight } from "./pasted.js";

const PLACE = /(, )?⟨([\w.]+)⟩/g; // with the comma before it, which goes when it stays empty
const YEAR = /(?:19|20)\d\d/;

/* Open the preview: a window within the page, closed by its button or by Escape. */
export function openPreview(dialog, values, rules) {
  dialog.querySelector("iframe")?.remove(); // what was filled has no places any more
  const frame = element("iframe");
  frame.title = dialog.getAttribute("aria-label");
  frame.src = dialog.dataset.page;
  frame.addEventListener("load", () => fillPage(frame.contentDocument, values, rules));
  dialog.append(frame);
  dialog.showModal();
}

export function fillPage(page, values, rules) {
  const model = JSON.parse(page.getElementById("es-modele").textContent);
  const texts = textsOf(values, model, rules);
  const article = page.querySelector("article");
  const is = (key, variant) => variant[key] === Boolean(values[key === "host" ? "accueil" : "dispositif"]);
  const variant = model.variants.find((each) => is("host", each) && is("scheme", each));
  const part = (name) => {
    const template = page.createElement("template");
    template.innerHTML = variant[name]; // of the templates of the site: what was typed is put in later, as text
    return fillPlaces(template.content, texts);
  };
  const told = article.querySelector(".es-told");
  const [head, foot] = [part("head"), part("foot")];
  while (article.firstChild !== told) article.firstChild.remove();
  while (told.nextSibling) told.nextSibling.remove();
  article.prepend(head);
  article.append(foot);
  fillSections(page, told, values, rules, model.says);
  setTexts(article, rules);
  const title = article.querySelector("h1").textContent;
  page.title = page.title.replace(/^.*(?= – )/, () => title);
  const here = page.querySelector(".es-path [aria-current]");
  if (here) here.textContent = title;
  for (const link of page.querySelectorAll("a[href]:not([href^='#'])")) link.target = "_blank"; // the story stays in view
}

/* What stands in each place; nothing, where the page shows nothing. */
function textsOf(values, { says, ...model }, rules) {
  const later = says.later;
  const length = durationOf(values.duree, rules);
  const units = length && unitsOf(length, rules);
  const [category, categoryUri] = model.categories[values.categorie] ?? [later, ""];
  const scheme = model.schemes[values.dispositif];
  const employers = new Map(Object.entries(model.employers).map(([name, uri]) => [slugify(name), [name, uri]]));
  const employer = (typed, otherwise) => employers.get(slugify(typed)) ?? [typed || otherwise, ""];
  const [origin, originUri] = employer(values.collectivite, later);
  const [host, hostUri] = employer(values.accueil, "");
  const typed = Object.entries(model.answers).map(([place, key]) => [place, [values[key] ?? ""].flat().join(", ")]);
  return {
    ...Object.fromEntries(typed), // most stand as they are
    title: values.titre || says.untitled,
    summary: values.resume || later,
    duration: length ? writtenLength(length, says) : values.duree || later,
    "duration.band.uri": length ? model.bands.find(([most]) => most === null || units <= most)[1] : "",
    at: length ? position(units, model.line) : "",
    share: writtenShare(values.quotite, says, rules),
    "collectivity.name": origin,
    "collectivity.uri": originUri,
    "host.name": host,
    "host.uri": hostUri,
    "viewpoint.label": model.viewpoints[values.point_de_vue || "agent"],
    "category.label": category,
    "category.uri": categoryUri,
    "status.within": model.statuses[values.statut] ?? "",
    "scheme.acronym": scheme?.acronym,
    "scheme.title": scheme?.title,
    "scheme.summary": scheme?.summary,
    "scheme.uri": scheme?.uri,
    year: YEAR.exec(values.annee)?.[0] ?? later,
    signature: values.signature || later,
    published: says.day,
  };
}

/* A length as the page writes it: "1 an, 6 mois et 2 jours". */
function writtenLength(length, says) {
  const days = Math.floor(length.half_days / 2);
  const parts = Object.entries({ ...length, days })
    .filter(([unit, number]) => number && unit !== "half_days" && unit !== "hours")
    .sort(([one], [other]) => Object.keys(says.units).indexOf(one) - Object.keys(says.units).indexOf(other))
    .map(([unit, number]) => counted(number, says.units[unit]));
  if (length.half_days % 2) parts.push(days ? says.half : says.half_day);
  if (length.hours) parts.push(counted(length.hours, says.units.hours));
  const last = parts.pop();
  return parts.length ? parts.join(", ") + says.between + last : last;
}

function writtenShare(typed, says, rules) {
  const share = typed && shareOf(typed, rules);
  if (!share) return typed ?? "";
  const [low, high] = share;
  const [occasional, whole, between, one] = says.shares;
  if (!high) return occasional;
  if (low === 100) return whole;
  return fill(says.share, { share: fill(low === high ? one : between, { low, high }) });
}

/* The place of a length on the line, in per cent, as `pages/duration_line.py` has it. */
function position(units, { start, two_years: most, length, longest }) {
  const steps = units > most ? length - 1 + Math.log(units / most) / Math.log(longest / most) : Math.max(0, Math.log2(units / start));
  return ((100 * steps) / length).toFixed(1);
}

function fillPlaces(part, texts) {
  const filled = (text) => text.replace(PLACE, (_, comma, name) => (texts[name] ? (comma ?? "") + texts[name] : ""));
  const nodes = part.ownerDocument.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) if (nodes.currentNode.data.includes("⟨")) nodes.currentNode.data = filled(nodes.currentNode.data);
  part.querySelector(".es-mini__stop")?.setAttribute("d", `M${texts.at} .5h0`);
  if (!texts.at) part.querySelector(".es-mini")?.remove();
  for (const link of part.querySelectorAll("a[href*='⟨']")) {
    const [, , name] = /(, )?⟨([\w.]+)⟩/.exec(link.getAttribute("href"));
    if (texts[name]) link.setAttribute("href", filled(link.getAttribute("href")));
    else link.replaceWith(...link.childNodes); // of what the site does not know yet
  }
  for (const row of part.querySelectorAll("dl > div")) if (![...row.querySelectorAll("dd")].some((each) => each.textContent)) row.remove();
  return part;
}

/* Put each answer under its heading; a question that nobody has to answer goes when it has none. */
function fillSections(page, told, values, rules, says) {
  const labels = {};
  const headings = [...told.querySelectorAll("h2")];
  for (const [place, { key, required }] of rules.sections.entries()) {
    const heading = headings[place];
    const below = heading.nextElementSibling;
    const answer = makeRight(values[key], rules).text;
    if (answer) below.replaceWith(...blocks(answer, rules, says));
    else if (required) below.textContent = says.unanswered;
    else {
      below.remove();
      heading.remove();
      page.querySelector(`.es-aside a[href="#${heading.id}"]`)?.closest("li").remove();
    }
  }
  for (const table of told.querySelectorAll(".es-table")) {
    const label = table.getAttribute("aria-label");
    labels[label] = (labels[label] ?? 0) + 1;
    if (labels[label] > 1) table.setAttribute("aria-label", `${label} (${labels[label]})`);
  }
}
