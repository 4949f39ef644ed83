// SPDX-License-Identifier: EUPL-1.2
/* The ways to send a letter: share, copy for an e-mail, download, a message on the forge. */

import { letterOf, nameOf } from "./compose.js";
import { fill } from "./french.js";
import { element } from "./nodes.js";

const LONGEST_ADDRESS = 8000; // what forges read
const SOON = 10_000; // milliseconds after which a browser has taken a file

const byId = (id) => document.getElementById(id);
const enc = encodeURIComponent;

/* Copy at once, while the click that asks for it lasts; select the text when it is refused. */
function copy(text) {
  const area = byId("es-lettre");
  const before = document.activeElement;
  area.value = text;
  area.hidden = false;
  area.select();
  let copied = false;
  try {
    copied = document.execCommand("copy");
  } catch {
    // refused: the text is selected
  }
  area.hidden = copied;
  if (copied) before.focus();
  return copied;
}

function download(name, text) {
  const link = element("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), SOON);
}

/* What the system's own sheet takes, or undefined when the browser has none. */
function sharing(text, name, { says, site_name: site }) {
  const file = new File([text], name, { type: "text/plain" });
  const whole = { files: [file], title: name, text: fill(says.share_text, { site }) };
  if (navigator.canShare?.(whole)) return whole;
  return navigator.share ? { title: name, text } : undefined;
}

/* Where the forge begins a message, and what it is filled with: a longer text is copied. */
function forgeLink(link, title, text) {
  const { kind } = link.dataset;
  const names = kind === "gitlab" ? ["issue[title]", "issue[description]"] : ["title", "body"];
  const start = `${link.dataset.base}${kind === "gitlab" ? "/-" : ""}/issues/new?${enc(names[0])}=${enc(title)}`;
  const whole = `${start}&${enc(names[1])}=${enc(text)}`;
  return whole.length <= LONGEST_ADDRESS ? [whole, true] : [start, false];
}

/* Wire the ways once; `story` gives what was reviewed last, `say` tells what was done. */
export function wire(story, rules, say) {
  const { says, site_name: site } = rules;
  const letter = (how) => letterOf(story().values, story().body, rules, how);
  const title = () => {
    const { titre } = story().values;
    return fill(titre ? says.mail_subject_titled : says.mail_subject, { site, title: titre });
  };
  const save = (isDraft) => () => {
    const name = nameOf(story().values, rules, isDraft);
    download(name, letter());
    say(fill(says.downloaded, { name }));
  };
  byId("es-telecharger").addEventListener("click", save(false));
  byId("es-garder").addEventListener("click", save(true));
  const mail = byId("es-courriel");
  const address = mail.getAttribute("href");
  mail.addEventListener("click", () => {
    mail.href = `${address}?subject=${enc(title())}&body=${enc(says.mail_body)}`;
    say(copy(letter()) ? says.copied_for_mail : says.not_copied);
  });
  const share = byId("es-partager");
  share.hidden = !sharing("", "a.txt", rules);
  share.addEventListener("click", async () => {
    try {
      await navigator.share(sharing(letter(), nameOf(story().values, rules), rules));
      say(says.shared);
    } catch (refused) {
      if (refused.name !== "AbortError") say(says.not_shared);
    }
  });
  const forge = byId("es-forge");
  forge?.addEventListener("click", () => {
    const text = letter({ isPublic: true });
    const [href, filled] = forgeLink(forge, title(), text);
    forge.href = href;
    if (!filled) say(copy(text) ? says.copied : says.not_copied);
  });
  byId("es-accord")?.addEventListener("click", (event) => openAgreement(event, story().values));
}

/* Open the sheet to sign with what is known where it goes; nobody's choices are made for them. */
function openAgreement(event, { titre, joindre, nom_public: isNamed, signature }) {
  const { currentTarget: link } = event;
  const { title, contact, name } = link.dataset;
  const known = { [title]: titre, [contact]: joindre, [name]: isNamed && signature };
  const sheet = open(link.href);
  if (!sheet) return; // the link leads there, in this tab
  event.preventDefault();
  sheet.addEventListener("load", () => {
    for (const gap of sheet.document.querySelectorAll("strong, [data-gap]")) {
      const said = known[gap.dataset.gap ?? gap.textContent];
      if (said) gap.textContent = said;
    }
  });
}
