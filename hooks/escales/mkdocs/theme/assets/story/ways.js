// SPDX-License-Identifier: EUPL-1.2
/* The ways to take a story away: copy, download, open on the forge, send by e-mail. */

import { fill } from "./french.js";
import { element } from "./nodes.js";

const LONGEST_ADDRESS = 8000; // what forges read
const LONGEST_MAIL = 1800; // what mail programs take from a link

const enc = encodeURIComponent;

/* Where the forge makes a new file, and whether that brings its text along. */
function forgeLink({ path, text }, { kind, repository, branch }) {
  const [folder, name] = [path.slice(0, path.lastIndexOf("/")), path.slice(path.lastIndexOf("/") + 1)];
  const onBranch = branch.split("/").map(enc).join("/");
  const bare = {
    github: `${repository}/new/${onBranch}?filename=${enc(path)}`,
    gitlab: `${repository}/-/new/${onBranch}?file_name=${enc(path)}`,
    forgejo: `${repository}/_new/${onBranch}/${folder}?filename=${enc(name)}`,
  }[kind];
  const whole = `${bare}&value=${enc(text)}`;
  const filled = kind !== "gitlab" && whole.length <= LONGEST_ADDRESS;
  return { href: filled ? whole : bare, filled };
}

function mailLink(files, title, { contact, says, site_name }) {
  const subject = fill(says.mail_subject, { site: site_name, title });
  const text = files.map((file) => file.text).join("\n\n");
  const whole = `mailto:${contact}?subject=${enc(subject)}&body=${enc(text)}`;
  if (whole.length <= LONGEST_MAIL) return { href: whole, filled: true };
  const name = files.map((file) => fileName(file.path)).join(", ");
  const body = fill(says.mail_body, { name });
  return { href: `mailto:${contact}?subject=${enc(subject)}&body=${enc(body)}`, filled: false };
}

const fileName = (path) => path.slice(path.lastIndexOf("/") + 1);

/* Copy at once, while the click that asks for it lasts; select the text when it is refused. */
export function copy(area) {
  area.hidden = false;
  area.select();
  let copied = false;
  try {
    copied = document.execCommand("copy");
  } catch {
    // refused: the text is selected
  }
  area.hidden = copied;
  return copied;
}

function download(name, text) {
  const link = element("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function button(text, act) {
  const button = element("button", text);
  button.type = "button";
  button.className = "md-button";
  button.addEventListener("click", () => act(button));
  return button;
}

function outside(text, href) {
  const link = element("a", text);
  link.className = "md-button";
  link.href = href;
  return link;
}

/* The row of a file; `say` tells what was done. */
function fileWays(file, complete, rules, say) {
  const { says, forge } = rules;
  const plain = fileName(file.path);
  const name = complete ? plain : plain.replace(/(\.md)$/, `-${says.incomplete}$1`);
  const area = element("textarea");
  area.value = file.text;
  area.readOnly = true;
  area.hidden = true;
  area.setAttribute("aria-label", fill(says.text, file));
  const copyHere = (button) => {
    const copied = copy(area);
    if (copied) button.focus();
    say(copied ? says.copied : says.not_copied);
    return copied;
  };
  const ways = element("p");
  ways.className = "es-buttons";
  ways.append(
    button(complete ? says.copy : says.copy_incomplete, copyHere),
    button(complete ? fill(says.download, { name }) : says.download_incomplete, () => {
      download(name, file.text);
      say(fill(says.downloaded, { name }));
    }),
  );
  const parts = [element("h4", fill(says.text, file)), ways, area];
  if (complete && forge.kind) {
    const { href, filled } = forgeLink(file, forge);
    const link = outside(fill(says.open, { path: file.path, forge: forge.name }), href);
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    const note = element("p", fill(filled ? says.open_filled : says.open_paste, { forge: forge.name }));
    note.className = "es-note";
    if (!filled) link.addEventListener("click", () => copyHere(link));
    ways.append(link);
    parts.push(note);
  }
  return parts;
}

/* All the ways to take the files away. */
export function ways({ files, values, problems }, rules, say) {
  const complete = !problems.length;
  const parts = files.flatMap((file) => fileWays(file, complete, rules, say));
  if (complete && rules.contact) {
    const { href, filled } = mailLink(files, values.titre, rules);
    const line = element("p", "", outside(fill(rules.says.mail, rules), href));
    line.className = "es-buttons";
    const note = element("p", filled ? rules.says.mail_filled : rules.says.mail_attach);
    note.className = "es-note";
    parts.push(line, note);
  }
  return parts;
}
