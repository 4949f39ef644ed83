# SPDX-License-Identifier: EUPL-1.2
"""Read YAML where every value stays text: to YAML, the code 01004 is 516, and 1.10 is 1.1."""

from pathlib import Path
from typing import Any

import yaml

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # in C, so that `check` starts sooner


def load_text_yaml(file: Path) -> Any:  # noqa: ANN401  # whatever the file holds
    return yaml.load(file.read_text(encoding="utf-8"), LOADER)  # noqa: S506  # makes text only
