# SPDX-License-Identifier: EUPL-1.2
"""What could run, or ask another site for something, in HTML: read as browsers read it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import tinyhtml5

RUNS = {"iframe", "object", "embed", "base", "applet", "frame", "link", "style", "svg", "math"}
RUNS |= {"form", "button", "input", "meta", "template", "noscript", "marquee", "video", "audio"}
ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "poster", "background", "data"}
DATA = {"application/json", "application/ld+json"}  # types of scripts that no browser runs
# https://url.spec.whatwg.org/#concept-basic-url-parser
UNSEEN = re.compile(r"^[\x00-\x20]+|[\t\n\r]+")
SAFE = re.compile(r"https:|mailto:|(?![a-z][a-z0-9+.-]*:)(?!//)", re.IGNORECASE)

# What would run, were it ever let through: in a page of HTML, in an attribute, in a script.
PAYLOAD = (
    "</title></script></style>--><script>alert(1)</script><img src=x onerror=alert(1)>"
    "\" onmouseover=\"alert(1)' onfocus='alert(1) ]]> {{ config }} {% raw %} \u2028"
)


def harm(html: str) -> list[str]:
    """Return what is wrong in the HTML that stands for an author's words."""
    return list(_harm(html, frozenset(RUNS)))


def harm_of_page(html: str) -> list[str]:
    """Return what is wrong in a part of a page, where our own forms and pictures may stand."""
    return list(_harm(html, frozenset({"iframe", "object", "embed", "base", "applet", "frame"})))


def _harm(html: str, forbidden: frozenset[str]) -> Iterator[str]:
    for element in elements(html):
        tag = element.tag
        if tag in forbidden or (tag == "script" and element.get("type") not in DATA):
            yield f"<{tag}>"
        yield from _harm_of_attributes(tag, element.attrib)


def _harm_of_attributes(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    for name, value in attributes.items():
        plain = UNSEEN.sub("", value)
        if name.startswith("on") or name in {"style", "srcdoc", "srcset", "ping"}:
            yield f"<{tag} {name}>"
        elif name in ADDRESSES and not SAFE.match(plain):
            yield f"<{tag} {name}={plain}>"
        elif tag == "img" and name == "src" and plain.startswith("http"):
            yield f"<img src={plain}>"


def elements(html: str) -> list[Any]:
    """Return the elements that a browser would make of a fragment, its own three left out."""
    root = tinyhtml5.parse(f"<!doctype html><body>{html}", namespace_html_elements=False)
    return [e for e in root.iter() if isinstance(e.tag, str) and e.tag not in _OWN]


_OWN = {"html", "head", "body"}


def shown(html: str) -> str:
    """Return the words that a browser would show of a fragment."""
    root = tinyhtml5.parse(f"<!doctype html><body>{html}", namespace_html_elements=False)
    return "".join(root.itertext())
