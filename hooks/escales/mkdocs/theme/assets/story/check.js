// SPDX-License-Identifier: EUPL-1.2
/* Say what `escales check` would say of the answers, in the words of the form. */

import { readBody } from "./body.js";
import { bodyOf, settle } from "./compose.js";
import { counted, fill, sentence, slugify } from "./french.js";
import { checkFields } from "./header.js";
import { checkPrivacy, readStory } from "./privacy.js";
import { checkLinks, checkSections } from "./text.js";

/* Return what was typed, its problems, [{ key, code, message, asks }], and the topics to read
again: one that was confirmed leaves when the text no longer touches it. What only `asks` stops
nobody. */
export function review(typed, rules) {
  const values = settle(typed, rules);
  const draft = bodyOf(values, rules);
  const problems = [];
  const note = (asks) => (code, key, details = {}) => {
    problems.push({ key, code, message: sentence(rules.problems[code], details), asks: asks && code !== "missing-key" });
  };
  const [wall, ask] = [note(false), note(true)];
  const topics = new Set();
  if (new TextEncoder().encode(draft.body).length > rules.max_text) {
    wall("too-big", rules.sections[0].key);
  } else {
    const passages = readStory(values, draft.body, rules);
    for (const { kind } of passages.flatMap(({ questions }) => questions)) topics.add(kind);
    values.relu = values.relu.filter((topic) => topics.has(topic));
    checkFields(values, rules.fields, rules, ask);
    checkText(values, draft, passages, rules, wall, ask);
  }
  if (values.nom_public && values.reconnaissable !== "oui") ask("name-not-agreed", "reconnaissable");
  const crowd = crowdOf(values, rules);
  if (crowd.few && !values.reconnaissable) ask("few-people", "reconnaissable", crowd);
  return { values, problems, topics: [...topics], crowd, ...draft };
}

function checkText(values, { starts, body: text }, passages, rules, wall, ask) {
  const sections = Object.entries(starts).reverse();
  const within = (note) => (code, at, details) => note(code, (sections.find(([, start]) => start <= at) ?? sections.at(-1))[0], details);
  const body = readBody(text, 1, rules, within(wall));
  if (body.crowded) return; // it is not read any further
  checkSections(body, rules, within(wall));
  checkLinks(body, rules, within(wall));
  checkPrivacy(passages, values, 1, rules, ask, within(ask));
}

/* How many agents could have written this, as `checking/privacy/anonymity.py` counts them; `agents`
is 0 when nobody knows. */
function crowdOf(values, { crowd, agents: words, says }) {
  const found = values.collectivite;
  const slug = slugify(found);
  const [, listed, official] = crowd.employers.find(([name]) => slugify(name) === slug) ?? [];
  const agents = listed || Number(values.effectif.replace(/\s/g, "")) || 0;
  const isTerritorial = official ?? new RegExp(`(?:^|-)(?:${crowd.territorial})(?:-|$)`).test(slug);
  const least = Math.min(...Object.values(crowd.shares));
  const share = values.categorie ? (isTerritorial ? crowd.shares[values.categorie] : least) : 1000;
  const number = Math.floor((agents * share) / 1000);
  const people = counted(number, words);
  const told = values.categorie ? fill(says.of_category, { people, category: values.categorie }) : people;
  return { found, agents, listed: Boolean(listed), people: told, few: agents > 0 && number < crowd.threshold };
}
