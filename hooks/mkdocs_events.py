# SPDX-License-Identifier: EUPL-1.2
"""Hand the events of MkDocs on to the engine: the one file that `mkdocs.yml` names."""

from escales.mkdocs import events

on_config = events.on_config
on_env = events.on_env
on_files = events.on_files
on_nav = events.on_nav
on_page_content = events.on_page_content
on_page_context = events.on_page_context
on_page_markdown = events.on_page_markdown
on_post_build = events.on_post_build
on_post_page = events.on_post_page
on_serve = events.on_serve
