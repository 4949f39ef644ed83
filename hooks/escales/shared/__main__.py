# SPDX-License-Identifier: EUPL-1.2
"""Say where the list of tried libraries is, before any of them is installed."""

import sys

from escales.shared import locked_libraries

sys.stdout.write(f"{locked_libraries()}\n")
