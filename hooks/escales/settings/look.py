# SPDX-License-Identifier: EUPL-1.2
"""How a site shows itself: its files, colours, fonts and links, as `mkdocs.yml` says."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from escales.problems.problem import Notes
from escales.reading.header import Header, Location, Value
from escales.settings.palette import Palette, read_palette
from escales.words.addresses import uri_of
from escales.words.phrases import phrases_of

phrases = phrases_of("settings")

DOCS = "docs"
PICTURES = re.compile(r"[^:]+\.(?:svg|png|jpe?g|webp)", re.IGNORECASE)
SHEETS = re.compile(r"[^:]+\.css")
SCRIPTS = re.compile(r"[^:]+\.m?js")
FONTS = re.compile(r"[^:]+\.woff2")
ICONS = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)+")  # below Material's folder of icons
ADDRESS = re.compile(r"(?:https://|mailto:)[^\s\"'<>]+")
OWN_PAGE = re.compile(r"(?![A-Za-z][A-Za-z0-9+.-]*:|//)[^\s\"'<>\\]+")
TYPES = {".svg": "image/svg+xml", ".webp": "image/webp"}
ONLY = {"language": "fr", "direction": "ltr", "name": "material"}
OFF = {"", "false", "no", "off"}


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of docs/ that a setting names: its path in the repository, and where it is named."""

    path: str
    line: int
    setting: str
    is_module: bool = False

    @property
    def uri(self) -> str:
        """Where it is published: pictures are made anew as WebP."""
        return uri_of(self.path) or self.path

    @property
    def type(self) -> str:
        return TYPES[posixpath.splitext(self.uri)[1].lower()]


@dataclass(frozen=True, slots=True)
class SocialLink:
    """A link of the footer; `icon` is one of Material's, or empty."""

    address: str
    name: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """`fonts` has the files of "text" and "code"; None: the site's own font."""

    logo: SiteFile | None = None
    favicon: SiteFile | None = None
    icon: str = ""
    palette: Palette = field(default_factory=Palette)
    fonts: dict[str, SiteFile] | None = None
    stylesheets: tuple[SiteFile, ...] = ()
    scripts: tuple[SiteFile, ...] = ()
    social: tuple[SocialLink, ...] = ()
    copyright: str = ""
    repository_name: str = ""
    templates: str = ""  # the folder of the site's own, as `custom_dir` names it
    templates_line: int = 1

    @property
    def files(self) -> tuple[SiteFile, ...]:
        pictures = (file for file in (self.logo, self.favicon) if file)
        return (*pictures, *(self.fonts or {}).values(), *self.stylesheets, *self.scripts)

    @property
    def paths(self) -> set[str]:
        return {file.path for file in self.files}


def read_look(site: Header, notes: Notes) -> Look:
    """Return what is right of how a configuration shows the site; note the rest, at its line."""
    reader = _Reader(site, notes)
    theme = site.values.get("theme")
    if isinstance(theme, str):
        theme = {"name": theme}
    values: dict[str, Any] = theme if isinstance(theme, dict) else {}
    for key, only in ONLY.items():
        written = str(values.get(key) or "").strip()
        if written not in {"", only}:
            at: Location = ("theme", key) if isinstance(site.values["theme"], dict) else ("theme",)
            reader.refuse(at, written, only)
    return Look(
        logo=reader.picture("logo", values.get("logo")),
        favicon=reader.picture("favicon", values.get("favicon")),
        icon=reader.icon(values.get("icon")),
        palette=read_palette(site, values.get("palette") or "", notes),
        fonts=reader.fonts(values.get("font")),
        stylesheets=tuple(reader.listed("extra_css", SHEETS, "styles/site.css")),
        scripts=tuple(reader.listed("extra_javascript", SCRIPTS, "scripts/site.js")),
        social=tuple(reader.social()),
        copyright=str(site.values.get("copyright") or ""),
        repository_name=str(site.values.get("repo_name") or ""),
        templates=str(values.get("custom_dir") or ""),
        templates_line=site.line(("theme", "custom_dir")),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    site: Header
    notes: Notes

    def refuse(self, at: Location, found: Value, expected: str) -> None:
        shown = str(found).replace("'", "")  # a list, as one writes it
        key = ".".join(step for step in at if isinstance(step, str))
        self.notes.add("bad-setting", self.site.line(at), key, found=shown, expected=expected)

    def file(self, at: Location, value: Value, kind: re.Pattern[str], example: str) -> str:
        """Return the path of a file of docs/ in the repository; "" when it is none."""
        path = posixpath.normpath(f"{DOCS}/{value}") if isinstance(value, str) else ""
        right = isinstance(value, str) and kind.fullmatch(value) and path.startswith(f"{DOCS}/")
        if not right or str(value).startswith("/"):
            self.refuse(at, value, phrases.file.format(example=example))
            return ""
        return path

    def picture(self, key: str, value: "Value | None") -> SiteFile | None:
        at: Location = ("theme", key)
        path = self.file(at, value, PICTURES, f"images/{key}.svg") if value else ""
        return SiteFile(path, self.site.line(at), f"theme.{key}") if path else None

    def icon(self, value: "Value | None") -> str:
        """Return the icon that stands for a logo; no other has a place."""
        icons = value if isinstance(value, dict) else {}
        for key in icons:
            if key != "logo":
                line = self.site.line(("theme", "icon", key))
                found, expected = f"icon.{key}", phrases.remove
                self.notes.add(
                    "setting-refused", line, "theme.icon", found=found, expected=expected
                )
        icon = str(icons.get("logo") or "")
        if icon and not ICONS.fullmatch(icon):
            self.refuse(("theme", "icon", "logo"), icon, phrases.icon)
            return ""
        return icon

    def fonts(self, value: "Value | None") -> dict[str, SiteFile] | None:
        """Return the files of fonts: none at all when the site asks for none."""
        if value is None or value == "":
            return None
        if isinstance(value, str) and value.lower() in OFF:
            return {}
        fonts: dict[str, SiteFile] = {}
        for use, written in value.items() if isinstance(value, dict) else [("", value)]:
            at: Location = ("theme", "font", use) if use else ("theme", "font")
            line = self.site.line(at)
            if use not in {"text", "code"} or not FONTS.fullmatch(str(written)):
                found, expected = str(written), phrases.no_font
                self.notes.add(
                    "setting-refused", line, "theme.font", found=found, expected=expected
                )
            elif path := self.file(at, written, FONTS, "polices/texte.woff2"):
                fonts[use] = SiteFile(path, line, "theme.font")
        return fonts

    def listed(self, key: str, kind: re.Pattern[str], example: str) -> Iterator[SiteFile]:
        value = self.site.values.get(key) or []
        if not isinstance(value, list):
            self.refuse((key,), value, phrases.files.format(example=example))
            return
        for place, item in enumerate(value):
            path = item.get("path", "") if isinstance(item, dict) else item
            options = item if isinstance(item, dict) else {}
            module = options.get("type") == "module" or str(path).endswith(".mjs")
            if file := self.file((key, place), path, kind, example):
                yield SiteFile(file, self.site.line((key, place)), key, module)

    def social(self) -> Iterator[SocialLink]:
        extra = self.site.values.get("extra")
        values: dict[str, Any] = extra if isinstance(extra, dict) else {}
        home = str(values.get("homepage") or "")
        if home and not (ADDRESS.fullmatch(home) or OWN_PAGE.fullmatch(home)):
            self.refuse(("extra", "homepage"), home, phrases.homepage)
        links = values.get("social") or []
        for place, link in enumerate(links if isinstance(links, list) else [links]):
            at: Location = ("extra", "social", place)
            address = str(link.get("link") or "") if isinstance(link, dict) else str(link)
            if not ADDRESS.fullmatch(address):
                self.refuse(at, address, phrases.social)
                continue
            icon = str(link.get("icon") or "")
            name = str(link.get("name") or "") or _host(address)
            yield SocialLink(address, name, icon if ICONS.fullmatch(icon) else "")


def _host(address: str) -> str:
    """Return what names an address: its host, or the mailbox."""
    return address.split(":", 1)[1].strip("/").split("/")[0].removeprefix("www.")
