// SPDX-License-Identifier: EUPL-1.2
/* Write what was typed and chosen into a document of a kit, ODT or DOCX. What is to be filled is
   found by its style, an alternative by the bookmark around it. */

import { library } from "./files.js";

export { save } from "./files.js";

const NAMESPACES = {
  text: "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
  table: "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
  w: "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
};
const KIT_PARTS = { odt: "content.xml", docx: "word/document.xml" };
const FIELD_STYLE = "Champ";
const BOX_STYLE = "Case";
const OPTION = /^choix-(\d+)-(\d+)$/;
const BLANK = "_".repeat(24);

/* Characters that no XML file may hold, pasted from who knows where. */
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

const cleanValue = (value) => (value ?? "").replace(FORBIDDEN, "").trim();

const all = (node, prefix, name) => [...node.getElementsByTagNameNS(NAMESPACES[prefix], name)];
const named = (node, prefix, name) => node.getAttributeNS(NAMESPACES[prefix], name);

/* What a field becomes: what was typed; nothing where its cell is blank then; else a line to write
   on. With its instructions, a document goes on showing what is to be filled: null. */
function valueOf(label, isAlone, { fields, guided }) {
  const value = cleanValue(fields[label.replace(/^\[|\]$/g, "")]);
  if (value) return value.split(/\r?\n/);
  if (guided) return null;
  return isAlone ? [] : [BLANK];
}

/* Whether an alternative stays: true or false; null when nobody chose. */
function isKept(name, choices) {
  const option = OPTION.exec(name ?? "");
  const chosen = option && choices[option[1]];
  return chosen ? chosen === option[2] : null;
}

/* The paragraph, the list or the table of the document in which a node stands. */
const blockOf = (node) => (node.parentNode.nodeName === "office:text" ? node : blockOf(node.parentNode));

const ODT = {
  options(xml) {
    const ends = new Map(all(xml, "text", "bookmark-end").map((end) => [named(end, "text", "name"), end]));
    const starts = all(xml, "text", "bookmark-start");
    return starts.filter((start) => OPTION.test(named(start, "text", "name"))).map((start) => {
      const name = named(start, "text", "name");
      const end = ends.get(name);
      const nodes = [blockOf(start)];
      for (const last = blockOf(end); nodes.at(-1) !== last; ) nodes.push(nodes.at(-1).nextSibling);
      return {
        name,
        nodes,
        open() {
          start.remove();
          end.remove();
        },
      };
    });
  },
  spans(root, style) {
    const spans = all(root, "text", "span");
    return spans.filter((span) => named(span, "text", "style-name") === style).map((span) => [span]);
  },
  write(xml, [span], lines) {
    const nodes = lines.flatMap((line, place) => {
      const text = xml.createTextNode(line);
      return place ? [xml.createElementNS(NAMESPACES.text, "text:line-break"), text] : [text];
    });
    span.replaceWith(...nodes);
  },
  isAlone([span]) {
    const cell = span.parentNode.parentNode;
    return cell.namespaceURI === NAMESPACES.table && cell.textContent.trim() === span.textContent;
  },
};

const DOCX = {
  options(xml) {
    return all(xml, "w", "bookmarkStart").map((start) => {
      const nodes = [start];
      let node = start.nextSibling;
      while (node && !(node.localName === "bookmarkEnd" && named(node, "w", "id") === named(start, "w", "id"))) {
        nodes.push(node);
        node = node.nextSibling;
      }
      if (node) nodes.push(node);
      return {
        name: named(start, "w", "name"),
        nodes,
        open() {
          start.remove();
          node?.remove();
        },
      };
    });
  },
  /* A text may be cut in several runs of the same style: they are one field, up to its bracket. */
  spans(root, style) {
    const found = [];
    let last = null;
    for (const mark of all(root, "w", "rStyle")) {
      if (named(mark, "w", "val") !== style) continue;
      const run = mark.parentNode.parentNode;
      const goesOn = last && last.at(-1).nextSibling === run && !last.at(-1).textContent.endsWith("]");
      if (goesOn) last.push(run);
      else found.push((last = [run]));
    }
    return found;
  },
  write(xml, [run, ...others], lines) {
    for (const other of others) other.remove();
    for (const style of all(run, "w", "rStyle")) style.remove();
    for (const text of all(run, "w", "t")) text.remove();
    lines.forEach((line, place) => {
      if (place) run.append(xml.createElementNS(NAMESPACES.w, "w:br"));
      const text = xml.createElementNS(NAMESPACES.w, "w:t");
      text.setAttributeNS("http://www.w3.org/XML/1998/namespace", "xml:space", "preserve");
      text.textContent = line;
      run.append(text);
    });
    if (!lines.length) run.remove();
  },
  isAlone(runs) {
    const cell = runs[0].parentNode.parentNode;
    return cell.localName === "tc" && cell.textContent.trim() === textOf(runs);
  },
};

const textOf = (nodes) => nodes.map((node) => node.textContent).join("");

function fillKitXml(source, format, answers) {
  const xml = new DOMParser().parseFromString(source, "application/xml");
  for (const option of format.options(xml)) {
    const kept = isKept(option.name, answers.choices);
    if (kept === null) continue;
    if (!kept) {
      for (const node of option.nodes) node.remove();
      continue;
    }
    for (const node of option.nodes) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      for (const box of format.spans(node, BOX_STYLE)) for (const part of box) part.remove();
    }
    option.open();
  }
  for (const nodes of format.spans(xml, FIELD_STYLE)) {
    const lines = valueOf(textOf(nodes), format.isAlone(nodes), answers);
    if (lines) format.write(xml, nodes, lines);
  }
  const written = new XMLSerializer().serializeToString(xml);
  return written.startsWith("<?xml") ? written : `<?xml version="1.0" encoding="UTF-8"?>\n${written}`;
}

/* Fill a document whose bytes are given; `answers` are `fields` by label, `choices` by number, and
   whether it is the one with its instructions (`guided`). */
export async function fillKitDocument(bytes, kind, answers) {
  const part = KIT_PARTS[kind];
  const fflate = await library();
  const files = fflate.unzipSync(bytes);
  const source = fflate.strFromU8(files[part]);
  files[part] = fflate.strToU8(fillKitXml(source, kind === "odt" ? ODT : DOCX, answers));
  const zipped = {};
  for (const [name, content] of Object.entries(files)) {
    // The first part of an ODT says what it is, uncompressed.
    zipped[name] = name === "mimetype" ? [content, { level: 0 }] : content;
  }
  return fflate.zipSync(zipped, { mtime: new Date(1980, 0, 1) });
}
