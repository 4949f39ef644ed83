# SPDX-License-Identifier: EUPL-1.2
"""Hand the events of MkDocs on to the engine: the one file that `mkdocs.yml` names."""

from escales.mkdocs.events import (
    on_config,
    on_env,
    on_files,
    on_nav,
    on_page_content,
    on_page_context,
    on_post_build,
    on_post_page,
)

__all__ = [
    "on_config",
    "on_env",
    "on_files",
    "on_nav",
    "on_page_content",
    "on_page_context",
    "on_post_build",
    "on_post_page",
]
