// SPDX-License-Identifier: EUPL-1.2
/* Find what tells of a person in a text, as `checking/privacy/identifiers.py` does, from the same lexicon. */

import { countFirst, linesOf } from "./body.js";
import { signOf } from "./compose.js";
import { patternsOf } from "./patterns.js";

const DIGITS = /[0-9]/g;

const either = (words) => words.replaceAll("\n", "|");
const ready = new WeakMap(); // a lexicon, with its patterns

function prepare(rules) {
  const lexicon = rules.privacy;
  if (ready.has(lexicon)) return ready.get(lexicon);
  const term = /<([a-z_]+)>/g;
  const make = (pattern) => {
    let joined = pattern.replaceAll("\n", "");
    while (joined.search(term) >= 0) joined = joined.replace(term, (_, name) => `(?:${either(lexicon.terms[name])})`);
    return new RegExp(joined, "gu");
  };
  const word = (words) => make(`[^a-z](${either(words)})(?![a-z])`);
  const clues = ({ words = [], signs = [], capitals, digits = "0" }) => ({
    words: words.flatMap((each) => [each, `${each}s`]),
    signs,
    capitals: capitals && make(capitals),
    digits: Number(digits),
  });
  const prepared = {
    plain: Object.entries(lexicon.plain).flatMap(([plain, signs]) => [...signs].map((sign) => [sign, plain])),
    web: lexicon.web.split("\n").map(make),
    refused: make(lexicon.refused),
    identifiers: Object.entries(lexicon.identifiers).map(([kind, each]) => ({
      ...each,
      kind,
      clues: clues(each),
      pattern: make(each.pattern),
      before: each.before && make(each.before),
      innocent: each.not && make(`^(?:${each.not})`),
    })),
    topics: Object.entries(lexicon.topics).map(([slug, each]) => ({
      slug,
      clues: clues(each),
      innocent: word(each.innocent),
      words: [...Object.keys(lexicon.ties), "mine"].filter((tie) => each[tie]).map((tie) => [tie, word(each[tie])]),
    })),
    ties: Object.fromEntries(Object.entries(lexicon.ties).map(([tie, lines]) => [tie, lines.split("\n").map(make)])),
    someone: make(lexicon.named),
    signed: make(lexicon.signed),
    around: lexicon.around,
    end: make(lexicon.around.end),
    search: rules.search,
    patterns: patternsOf(rules).anywhere,
    visible: patternsOf(rules).whole.visible,
  };
  ready.set(lexicon, prepared);
  return prepared;
}

const spans = (pattern, text) => [...text.matchAll(pattern)].map(({ index, 0: match }) => [index, index + match.length]);
/* The group ends the match: the places of what it holds. */
const inner = (pattern, text) =>
  [...text.matchAll(pattern)].map(({ index, 0: match, 1: said }) => {
    const end = index + match.length;
    return [end - said.length, end];
  });
const inOrder = (all) => all.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
/* Whether nothing of what is taken, in order, lies there. */
function isFree([start, end], taken) {
  const before = countFirst(taken, ([first]) => first < end);
  return before === 0 || taken[before - 1][1] <= start;
}
const has = (pattern, text) => text.search(pattern) >= 0;

function without(text, hidden) {
  let [shown, end] = ["", 0];
  for (const [start, stop] of inOrder(hidden)) {
    const from = Math.max(start, end);
    if (stop <= from) continue;
    shown += text.slice(end, from) + "_".repeat(stop - from);
    end = stop;
  }
  return shown + text.slice(end);
}

const onOneLine = ({ text }, start, end) => text.slice(start, end).replaceAll("\n", " ");

function* placesOf(text, needed) {
  for (let at = text.indexOf(needed); at >= 0; at = text.indexOf(needed, at + 1)) yield at;
}

/* The places of all digits, those that are near one another together. */
function numbersIn(plain, gap) {
  const numbers = [];
  let last = -gap - 1;
  for (const { index } of plain.matchAll(DIGITS)) {
    if (index - last > gap) numbers.push([]);
    numbers.at(-1).push(index);
    last = index;
  }
  return numbers;
}

/* A text as browsers show it: as in `checking/privacy/as_shown.py`. */
const MARKS =
  /&(?:#([0-9]{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,30}));|\\([!-/:-@[-`{-~]|(?=\n))|[*`]{1,9}(?=\S)|(?<=\S)[*`]{1,9}|(?<![A-Za-z0-9_])_{1,9}(?=\S)|(?<=\S)_{1,9}(?![A-Za-z0-9_])/gu;

export const asShown = (text, rules) => shown(text, prepare(rules));

function shown(text, words) {
  const { work, others, indent } = words.patterns;
  return text
    .replace(work, "«»")
    .replace(MARKS, (mark, number, hexadecimal, name, escaped) => {
      const named = name && signOf(name);
      if (name) return words.visible.test(named) ? named : mark;
      if (!number && !hexadecimal) return escaped ?? "";
      const code = number ? Number(number) : parseInt(hexadecimal, 16);
      const shown = code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
      return /^[\p{C}\p{Z}]$/u.test(shown) && !isUnseen(shown) ? " " : shown;
    })
    .normalize("NFC")
    .replace(others, (sign) => {
      if (isUnseen(sign)) return "";
      if (/[\u0660-\u0669\u06f0-\u06f9]/.test(sign)) return String(sign.codePointAt(0) & 15);
      return words.search.letters[sign] ?? String.fromCodePoint(sign.normalize("NFKD").codePointAt(0));
    })
    .replaceAll("  \n", "\n")
    .replace(indent, "\n");
}

const isUnseen = (sign) => /^\p{Cf}$/u.test(sign);
const linesIn = (text) => text.split("\n").length - 1;

/* A text with what its links say in their place, and each address with its line. */
function splitLinks(text, line, words) {
  const { linked, defined } = words.patterns;
  const names = new Set([...text.matchAll(defined)].map(({ groups }) => groups.name.toLowerCase()));
  let [shown, end] = ["", 0];
  const addresses = [];
  for (const match of text.matchAll(linked)) {
    const { said, address, name } = match.groups;
    if (address === undefined && !names.has((name || said).toLowerCase())) continue;
    const before = text.slice(end, match.index).replace(/!$/, "");
    line += linesIn(before);
    const [inner, below] = splitLinks(said, line, words);
    addresses.push(...below);
    if (address !== undefined) addresses.push([line, `](${address})`]);
    shown += before + inner + "\n".repeat(linesIn(match[0]) - linesIn(inner));
    line += linesIn(match[0]);
    end = match.index + match[0].length;
  }
  return [shown + text.slice(end), addresses];
}

/* The words of a slug: "mme-durand" is someone. */
function spelled(text, words) {
  const { slug, civility, hyphen } = words.patterns;
  if (text.replace(slug, "")) return text;
  const named = text.replace(civility, (_, title, letter) => `${title[0].toUpperCase()}${title.slice(1)} ${letter.toUpperCase()}`);
  return named.replace(hyphen, " ");
}

const fold = (text, words) =>
  words.plain
    .reduce((before, [sign, other]) => before.replaceAll(sign, other), text)
    .toLowerCase()
    .replace(words.patterns.wrap, " ");

function read(typed, words, markdown) {
  let text = shown(typed, words);
  let plain = fold(text, words);
  const said = new Set(plain.split(/[^a-z]+/));
  const refused = markdown ? spans(words.refused, plain) : [];
  const whole = without(plain, refused);
  const hidden = [...words.web.flatMap((pattern) => spans(pattern, plain)), ...refused];
  [text, plain] = [without(text, hidden), without(plain, hidden)];
  return { text, plain, whole, words: said, numbers: numbersIn(plain, words.search.gap) };
}

function* windows(reading, clues, around) {
  const places = [
    ...(clues.digits ? reading.numbers.filter((number) => number.length >= clues.digits).flat() : []),
    ...clues.words.filter((word) => reading.words.has(word)).flatMap((word) => [...placesOf(reading.whole, word)]),
    ...clues.signs.flatMap((sign) => [...placesOf(reading.whole, sign)]),
    ...(clues.capitals ? [...reading.text.matchAll(clues.capitals)].map(({ index }) => index) : []),
  ].sort((one, other) => one - other);
  let [start, end] = [undefined, undefined];
  for (const place of places) {
    if (start === undefined || place - around > end) {
      if (start !== undefined) yield [start, end];
      start = Math.max(0, place - around);
    }
    end = place + around;
  }
  if (start !== undefined) yield [start, end];
}

/* What identifies a person: kind, place, and what may be shown of it. */
function find(reading, words) {
  const findings = [];
  for (const each of words.identifiers) {
    const text = each.web ? reading.whole : each.text === "raw" ? reading.text : reading.plain;
    const taken = inOrder(findings.map(({ start, end }) => [start, end]));
    for (const [offset, stop] of windows(reading, each.clues, each.clues.digits ? words.search.near : words.search.around)) {
      const part = text.slice(offset, stop);
      for (const match of part.matchAll(each.pattern)) {
        const [start, end] = [offset + match.index, offset + match.index + match[0].length];
        if (isInnocent(each, match, part, words.search.before) || !isFree([start, end], taken)) continue;
        findings.push({ kind: each.kind, start, end, shown: mask(each.shown, match, onOneLine(reading, start, end), words) });
      }
    }
  }
  return findings;
}

function isInnocent(each, match, part, width) {
  const before = `${part.slice(Math.max(0, match.index - width), match.index)}^${match[0]}`;
  if (each.sum && !SUMS[each.sum](match[0])) return true;
  return Boolean((each.before && has(each.before, before)) || (each.innocent && has(each.innocent, match[0])));
}

function mask(shown, match, text, words) {
  const sign = words.patterns.sign;
  if (shown.includes("$")) return shown.replace(/\$([1-9])/g, (_, group) => match[group] ?? "");
  const [first, last] = shown.split(" ").map(Number);
  const signs = (text.match(sign) || []).length;
  let place = -1;
  return text.replace(sign, (each) => (++place < first || place >= signs - last ? each : "•"));
}

const SUMS = {
  nir(number) {
    const signs = number.replace(/[^0-9ab]/g, "");
    const corsican = { a: "19", b: "18" }[signs[6]];
    const whole = corsican ? signs.slice(0, 5) + corsican + signs.slice(7) : signs;
    return /^[0-9]+$/.test(whole) && Number(whole.slice(13)) === 97 - (Number(whole.slice(0, 13)) % 97);
  },
  iban(number) {
    const signs = number.replace(/[^0-9a-z]/g, "");
    const moved = [...signs.slice(4), ...signs.slice(0, 4)].map((sign) => parseInt(sign, 36)).join("");
    return BigInt(moved) % 97n === 1n;
  },
};

/* The words to read again, where they may tell of someone, in their order. */
function ask(reading, words) {
  const all = words.topics.flatMap((topic) => {
    let last = 0;
    const questions = [];
    for (const [start, end] of inOrder([...topicSpans(topic, reading, words)])) {
      if (start < last) continue;
      questions.push({ kind: topic.slug, start, end, shown: onOneLine(reading, start, end) });
      last = end;
    }
    return questions;
  });
  return all.sort((one, other) => one.start - other.start);
}

function* topicSpans(topic, reading, words) {
  for (const [start, end] of windows(reading, topic.clues, words.search.near)) {
    const part = ` ${reading.plain.slice(start, end)}`;
    const innocent = inner(topic.innocent, part);
    for (const [tie, pattern] of topic.words) {
      for (const [first, last] of inner(pattern, part)) {
        const span = [start + first - 1, start + last - 1];
        const tied = tie === "mine" || isTied(tie, reading, span, words);
        if (tied && isFree([first, last], innocent)) yield span;
      }
    }
  }
}

function isTied(tie, { plain, text }, [start, end], words) {
  const { width, after } = words.around;
  const before = plain.slice(Math.max(0, start - width), start).split(words.end).at(-1);
  const around = [text.slice(start - before.length, start)];
  if (tie === "events") {
    const next = plain.slice(end, end + Number(after)).split(words.end)[0];
    around.push(text.slice(end, end + next.length));
  }
  const sides = around.map((side) => ` ${fold(side.replace(words.someone, "elle"), words)}^`);
  return words.ties[tie].some((pattern) => sides.some((side) => has(pattern, side)));
}

/* What seems to be a name in a signature, but for its first letters. */
function author(signature, words) {
  const reading = read(signature, words);
  const match = [...reading.text.matchAll(words.signed)][0];
  if (!match || find(reading, words).some(({ kind }) => kind === "name")) return undefined;
  return match[0].replace(/^[ ,;:(–—-]+|[ ,;:(–—-]+$/g, "").replace(words.patterns.rest, "•••");
}

/* The texts of the fields that are searched. */
function* texts(values, fields) {
  for (const { key } of fields.filter((field) => field.searched)) {
    const value = values[key] ?? "";
    if (Array.isArray(value)) for (const [place, item] of value.entries()) yield [`${key}.${place + 1}`, item];
    else yield [key, value];
  }
}

/* The passages of a story, each with the questions that it raises: of its header by their keys, and
of its body, where the addresses of its links stand apart, by their lines there. */
export function readStory(values, body, rules) {
  const words = prepare(rules);
  const header = [...texts(values, rules.fields)].map(([key, value]) => ({ key, reading: read(spelled(value, words), words) }));
  const [shown, addresses] = splitLinks(body, 0, words);
  const below = [...addresses, [0, shown]].map(([first, part]) => ({ first, reading: read(part, words, true) }));
  return [...header, ...below].map((part) => ({ ...part, questions: ask(part.reading, words) }));
}

/* Note what `check_privacy` would of passages that were read: once a line for each topic, unless it was
read again. `note` takes a key of the form, `here` a line of the file, whose body begins at `line`. */
export function checkPrivacy(passages, values, line, rules, note, here) {
  const words = prepare(rules);
  const isPublic = values.nom_public === "oui";
  const asked = new Set(); // a topic, with its place
  for (const { key, first, reading, questions } of passages) {
    const lineOf = linesOf(reading.text, line + first);
    const place = ({ start }) => key ?? lineOf(start);
    const say = key ? note : here;
    for (const each of find(reading, words)) {
      if (!isPublic || key !== "signature" || each.kind !== "name") say(`personal-${each.kind}`, place(each), { found: each.shown });
    }
    for (const each of questions) {
      const mark = `${each.kind} ${place(each)}`;
      if (values.relu.includes(each.kind) || asked.has(mark)) continue;
      asked.add(mark);
      say("sensitive-topic", place(each), { found: each.shown, subject: rules.subjects[each.kind] });
    }
  }
  const found = isPublic ? undefined : author(values.signature, words);
  if (found !== undefined) note("signature-name", "signature", { found });
}
