# SPDX-License-Identifier: EUPL-1.2
"""`plugins: [escales]`, as another site's mkdocs.yml has it: the same events as `hooks:` here."""

from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin

from escales.mkdocs import events


class NoOptions(Config):  # type: ignore[no-untyped-call]  # MkDocs' own
    """What a site decides stands under `extra.escales`, which `escales check` reads too."""


class EscalesPlugin(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]  # likewise
    """Hand the events of MkDocs on to the engine."""

    on_config = staticmethod(events.on_config)
    on_env = staticmethod(events.on_env)
    on_files = staticmethod(events.on_files)
    on_nav = staticmethod(events.on_nav)
    on_page_content = staticmethod(events.on_page_content)
    on_page_context = staticmethod(events.on_page_context)
    on_page_markdown = staticmethod(events.on_page_markdown)
    on_post_build = staticmethod(events.on_post_build)
    on_post_page = staticmethod(events.on_post_page)
    on_serve = staticmethod(events.on_serve)
