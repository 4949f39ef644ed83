// SPDX-License-Identifier: EUPL-1.2
/* Say what `escales check` would say of a story, field by field, in its sentences. */

import { readBody } from "./body.js";
import { compose, employerSlug, holder, settle } from "./compose.js";
import { sentence, slugify } from "./french.js";
import { checkFields, yearOf } from "./header.js";
import { patternsOf } from "./patterns.js";
import { tidy } from "./plain.js";
import { checkEmployerPrivacy, checkPrivacy, readStory } from "./privacy.js";
import { checkLinks, checkSections } from "./text.js";

export const NO_NAMES = { recits: [], ailleurs: {}, collectivites: [], sirens: {} };

/* Return the problems of what was typed, [{ key, code, message }], the files it makes, and the
topics to read again: a topic that was confirmed leaves when the text no longer touches it. */
export function review(typed, rules, { names = NO_NAMES, today }) {
  const values = settle(typed, rules, today);
  let draft = compose(values, rules, names);
  const problems = [];
  const note = (code, key, details = {}) => {
    problems.push({ key, code, message: sentence(rules.problems[code][1], details) });
  };
  const size = new TextEncoder().encode(draft.files[0].text).length;
  const topics = new Set();
  if (size > rules.max_text) {
    note("too-big", "", { found: Math.ceil(size / 1000), limit: Math.floor(rules.max_text / 1000) });
  } else {
    const body = tidy(draft.body, rules);
    const passages = readStory(values, { name: draft.name, body }, rules);
    for (const { kind } of passages.flatMap(({ questions }) => questions)) topics.add(kind);
    if (values.relu.some((topic) => !topics.has(topic))) {
      values.relu = values.relu.filter((topic) => topics.has(topic));
      draft = compose(values, rules, names);
    }
    checkFields(values, rules.fields, rules, note);
    checkDates(values, rules, today, problems, note);
    checkText(values, draft, { body, passages }, rules, note);
  }
  checkName(draft.name, rules, names, note);
  checkEmployers(values, rules, names, problems, note);
  return { values, problems, topics: [...topics], ...draft };
}

export const check = (typed, rules, around) => review(typed, rules, around).problems;

/* What one date says of another, once both are right. */
function checkDates(values, rules, today, problems, note) {
  const right = (key) => values[key]?.length && !problems.some((problem) => problem.key.startsWith(key));
  const wrong = (key, found, other, expected) => note("wrong-order", key, { found, other, expected });
  const published = values.publie_le;
  const began = yearOf(values.annee, rules);
  if (right("annee") && right("publie_le") && Number(published.slice(0, 4)) < Number(began)) {
    wrong("publie_le", `annee: ${Number(began)}`, published, rules.hints.year);
  }
  const [agreed, reviewed] = [values["consentement.accord_le"], values["consentement.reexamen_le"]];
  if (right("consentement.accord_le") && right("consentement.reexamen_le") && reviewed < agreed) {
    wrong("consentement.reexamen_le", `accord_le: ${agreed}`, `reexamen_le: ${reviewed}`, rules.hints.review);
  }
  checkAgreement(values, rules, today, problems, note, right("publie_le"));
  const waits = problems.some((problem) => problem.code === "agreement-to-come"); // both days are to come
  if (right("publie_le") && published > today && !waits) note("day-to-come", "publie_le", { found: published });
}

function checkAgreement(values, rules, today, problems, note, isPublished) {
  const [agreed, published] = [values["consentement.accord_le"], values.publie_le];
  if (problems.some((problem) => problem.key.startsWith("consentement"))) return;
  if (!values["consentement.portee"].includes(rules.site)) {
    note("site-not-agreed", "consentement.portee");
  } else if (isPublished && agreed > published) {
    const [found, other] = [`accord_le: ${agreed}`, `publie_le: ${published}`];
    note("wrong-order", "consentement.accord_le", { found, other, expected: rules.hints.agreement });
  } else if (values.nom_public === "oui" && values["consentement.reconnaissable"] !== "oui") {
    note("name-not-agreed", "consentement.reconnaissable");
  } else if (agreed > today) {
    note("agreement-to-come", "consentement.accord_le", { found: `accord_le: ${agreed}` });
  }
}

function checkText(values, { line, starts }, { body: text, passages }, rules, note) {
  const sections = Object.entries(starts).reverse();
  const here = (code, at, details) => note(code, sections.find(([, start]) => start <= at)?.[0] ?? "", details);
  const body = readBody(text, line, rules, here);
  if (body.crowded) return; // it is not read any further
  checkSections(body, rules, here);
  checkLinks(body, rules, here);
  checkPrivacy(passages, values, line, rules, note, here);
}

function checkName(name, rules, names, note) {
  const other = holder(name, names);
  const { whole } = patternsOf(rules);
  if (!whole.slug.test(name)) {
    const expected = slugify(name) || rules.plain_name;
    note("bad-file-name", "fichier", { found: `${name}.md`, expected: `${expected}.md` });
  } else if (whole.refused.test(name)) {
    note("windows-name", "fichier", { found: `${name}.md`, expected: `${name}-bis.md` });
  } else if (rules.reserved.stories.includes(name)) {
    note("reserved-name", "fichier", { found: name });
  } else if (other !== undefined) {
    note("duplicate-slug", "fichier", { found: name, other });
  }
}

function checkEmployers(values, rules, names, problems, note) {
  const slugs = new Set();
  const sirens = { ...names.sirens };
  for (const [role, fields] of Object.entries(rules.employers)) {
    const fresh = values[role] === rules.other;
    const slug = fresh ? employerSlug(values, role, rules) : values[role];
    if (slug && slugs.has(slug)) {
      note("same-employer", role, { found: slug });
    } else if (fresh) {
      checkFields(values, fields, rules, note);
      checkEmployerPrivacy(values, slug, fields, rules, note);
      const other = `docs/collectivites/${slug}.md`;
      const key = `${role}.nom`;
      if (patternsOf(rules).whole.refused.test(slug)) note("windows-name", key, { found: `${slug}.md`, expected: `${slug}-bis.md` });
      if (rules.reserved.collectivities.includes(slug)) note("reserved-name", key, { found: slug });
      else if (names.collectivites.includes(slug)) note("duplicate-slug", key, { found: slug, other });
      const siren = (values[`${role}.siren`] ?? "").replace(/\s/g, "");
      const wrong = problems.some((problem) => problem.key === `${role}.siren`);
      if (siren && sirens[siren] && !wrong) note("duplicate-siren", `${role}.siren`, { found: siren, other: sirens[siren] });
      sirens[siren] ??= other;
    }
    slugs.add(slug);
  }
}
