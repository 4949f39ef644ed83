# SPDX-License-Identifier: EUPL-1.2
"""Where `.ci/checkers` puts what looks at the built site: the Nu HTML checker and Lighthouse."""

from pathlib import Path

_PACKAGES = Path(__file__).parents[1] / ".cache/checkers/node_modules"
NU = _PACKAGES / "vnu-jar/build/dist/vnu.jar"
LIGHTHOUSE = _PACKAGES / ".bin/lighthouse"
AXE = _PACKAGES / "axe-core/axe.min.js"
