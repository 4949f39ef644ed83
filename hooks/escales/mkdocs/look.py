# SPDX-License-Identifier: EUPL-1.2
"""What templates show of a site's own settings: its logo, icons, links, and last lines."""

import posixpath
from collections.abc import Collection
from dataclasses import dataclass, field

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig

from escales.html.cleaning import clean_line
from escales.mkdocs.files import MATERIAL
from escales.settings.look import Look, SiteFile
from escales.settings.palette import Palette

ICONS = MATERIAL / ".icons"
NO_ICON = Markup()
SEARCHES = {"search", "material/search"}
SVG = '<svg aria-hidden="true" class="es-icon"'


@dataclass(frozen=True, slots=True)
class OwnIcon:
    """The icon of the tab."""

    uri: str = "assets/escales.svg"
    type: str = "image/svg+xml"


@dataclass(frozen=True, slots=True)
class ShownLink:
    address: str
    name: str
    icon: Markup


@dataclass(frozen=True, slots=True)
class ShownLook:
    """What the templates of the theme read under the name `look`."""

    palette: Palette = field(default_factory=Palette)
    logo: SiteFile | None = None
    icon: Markup = NO_ICON
    favicon: SiteFile | OwnIcon = field(default_factory=OwnIcon)
    stylesheets: Collection[SiteFile] = ()
    scripts: Collection[SiteFile] = ()
    social: Collection[ShownLink] = ()
    copyright: Markup = NO_ICON
    repository_name: str = ""


def shown_look(look: Look) -> ShownLook:
    return ShownLook(
        palette=look.palette,
        logo=look.logo,
        icon=icon(look.icon),
        favicon=look.favicon or OwnIcon(),
        stylesheets=look.stylesheets,
        scripts=look.scripts,
        social=[ShownLink(link.address, link.name, icon(link.icon)) for link in look.social],
        copyright=clean_line(look.copyright),
        repository_name=look.repository_name,
    )


def icon(name: str) -> Markup:
    """Return an icon of Material by its name; nothing, when it has none of that name."""
    file = ICONS / f"{posixpath.normpath(name)}.svg"
    if not name or not file.is_file():
        return NO_ICON
    return Markup(file.read_text(encoding="utf-8").replace("<svg", SVG, 1))  # noqa: S704  # a file of Material


def without_own_search(config: MkDocsConfig) -> None:
    """Have the search of MkDocs do nothing: the site has its own, in its place."""
    searches = [plugin for name, plugin in config.plugins.items() if name in SEARCHES]
    for methods in config.plugins.events.values():
        methods[:] = [each for each in methods if getattr(each, "__self__", None) not in searches]
