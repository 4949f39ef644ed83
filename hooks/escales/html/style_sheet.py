# SPDX-License-Identifier: EUPL-1.2
"""The one style sheet of the site: the rules of Material that it uses, then its own."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, QualifiedRule

from escales.html.own_style import dark_rules, font_rules, light_colours
from escales.settings.extensions import PageExtensions
from escales.settings.look import Look

# In the order of the sheet. The colours of "dark" are added below, for readers who chose them or
# whose system asks for them.
PARTS = (
    *("palette", "base", "shell", "lists", "home", "line", "reading", "explorer", "map", "form"),
    *("scheme", "kit", "poster", "legal", "scripted", "tables", "notes", "print"),
)
FACES = re.compile(r"@font-face\{[^}]*\}")
# The rules of an extension of Markdown, which only a site that enables it has.
EXTENSION_PARTS = {
    "admonition": "boxes",
    "pymdownx.details": "boxes",
    "pymdownx.superfences": "code",
    "pymdownx.highlight": "code",
    "pymdownx.inlinehilite": "code",
    "pymdownx.tabbed": "tabs",
    "pymdownx.tasklist": "tasks",
    "pymdownx.mark": "marks",
    "pymdownx.caret": "marks",
    "pymdownx.tilde": "marks",
    "toc": "permalinks",
}
# Only the rules of the theme whose classes are all among these.
THEME_CLASSES = frozenset({"md-typeset", "md-button"})
NAME = 'content:"NAME"'  # of print.css
NOT_PLAIN = re.compile(r"""[\x00-\x1f"\\]""")  # in a string of CSS
RULES_ONLY = {"skip_comments": True, "skip_whitespace": True}
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_NOT_OURS = re.compile(
    r"#|\[(?!dir=ltr|type|hidden|class\])|\b(details|summary|video|iframe|kbd)\b"
)
_VARIABLE = re.compile(r"var\((--[\w-]+)")
_AROUND = re.compile(r"\s*([{},;])\s*")
_DECLARED = re.compile(r"[{;](--[\w-]+):")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def make_style_sheet(
    theme: str,
    look: Look | None = None,
    extensions: PageExtensions | None = None,
    site_name: str = "",
) -> str:
    """Return the style sheet of the site, from the text of its theme's; paper bears its name.

    `look` is what its settings change, and `extensions` those of Markdown that it enables.
    """
    look = look or Look()
    parts = dict.fromkeys((*PARTS, *_extension_parts(extensions or PageExtensions())))
    own = "".join(_without_space(_read(part)) for part in parts)
    own = own.replace(NAME, f'content:"{NOT_PLAIN.sub(_escaped, site_name)}"')
    if look.fonts is not None:
        own = FACES.sub("", own) + font_rules(look.fonts)
    if colours := light_colours(look.palette):
        own += f":root{{{colours}}}"
    own += dark_rules(look.palette, _without_space(_read("dark"))[len(":root{") : -1])
    rules = list(_used_rules(tinycss2.parse_stylesheet(theme, **RULES_ONLY)))
    return _without_unused(rules, own) + own


def _escaped(sign: re.Match[str]) -> str:
    return f"\\{ord(sign[0]):x} "


def _extension_parts(extensions: PageExtensions) -> Iterator[str]:
    for name, options in extensions.enabled:
        if name in EXTENSION_PARTS and (options or name != "toc"):
            yield f"extensions/{EXTENSION_PARTS[name]}"


def _read(part: str) -> str:
    return (Path(__file__).parent / f"css/{part}.css").read_text(encoding="utf-8")


def _used_rules(rules: Iterable[Node]) -> Iterator[str]:
    """Yield the rules that the site uses, also those within @media and @supports."""
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            selectors = [selector for selector in _selectors(rule) if _is_ours(selector)]
            if selectors:
                yield f"{','.join(selectors)}{{{tinycss2.serialize(rule.content)}}}"
        elif isinstance(rule, AtRule) and rule.lower_at_keyword in ("media", "supports"):
            inside = tinycss2.parse_rule_list(rule.content, **RULES_ONLY)
            if text := "".join(_used_rules(inside)):
                condition = tinycss2.serialize(rule.prelude).strip()
                yield f"@{rule.lower_at_keyword} {condition}{{{text}}}"


def _selectors(rule: QualifiedRule) -> Iterator[str]:
    """Yield the selectors of a rule; tinycss2 keeps commas in parentheses apart."""
    selector = ""
    for node in rule.prelude:
        if node == ",":
            yield selector.strip()
            selector = ""
        else:
            selector += node.serialize()
    yield selector.strip()


def _is_ours(selector: str) -> bool:
    return THEME_CLASSES.issuperset(_CLASS.findall(selector)) and not _NOT_OURS.search(selector)


def _without_unused(rules: list[str], own: str) -> str:
    """Drop variables that no rule uses, such as icons, and those that our own sheet sets."""
    while True:
        text = "".join(rules)
        used = set(_VARIABLE.findall(text + own)) - set(_DECLARED.findall(own))
        shorter = [_with_variables(rule, used) for rule in rules]
        if shorter == rules:
            return text
        rules = shorter


def _with_variables(rule: str, used: set[str]) -> str:
    if not rule.startswith((":root", "body")):
        return rule
    (parsed,) = tinycss2.parse_stylesheet(rule)
    declarations = tinycss2.parse_blocks_contents(parsed.content, skip_whitespace=True)
    used_here = [
        f"{each.name}:{tinycss2.serialize(each.value).strip()}{'!important' * each.important}"
        for each in declarations
        if isinstance(each, Declaration) and (not each.name.startswith("--") or each.name in used)
    ]
    return f"{tinycss2.serialize(parsed.prelude)}{{{';'.join(used_here)}}}" if used_here else ""


def _without_space(text: str) -> str:
    """Return the sheet without comments and needless spaces."""
    tight = _AROUND.sub(r"\1", _COMMENT.sub("", text)).replace(": ", ":").replace(";}", "}")
    return tight.strip()
