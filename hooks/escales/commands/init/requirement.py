# SPDX-License-Identifier: EUPL-1.2
"""How a new site asks for the engine: as it is installed here, by its fingerprint when known.

No package index is taken for granted: a name there may be somebody else's.
"""

import json
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any

from escales import __version__

NAME = "escales[documents]"


def engine_requirement() -> str:
    """Return the requirement of this very engine, as pip reads it."""
    try:
        told = distribution("escales").read_text("direct_url.json")
    except PackageNotFoundError:
        told = None
    return make_requirement(json.loads(told) if told else None)


def make_requirement(origin: dict[str, Any] | None) -> str:
    """Return a requirement for where a package comes from; None: from an index, by its version.

    Source: https://packaging.python.org/en/latest/specifications/direct-url/
    """
    if origin is None:
        return f"{NAME}=={__version__}"
    url = origin["url"]
    if repository := origin.get("vcs_info"):
        return f"{NAME} @ {repository['vcs']}+{url}@{repository['commit_id']}"
    digest = origin.get("archive_info", {}).get("hashes", {}).get("sha256")
    return f"{NAME} @ {url}#sha256={digest}" if digest else f"{NAME} @ {url}"
