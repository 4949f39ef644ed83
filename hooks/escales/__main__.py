# SPDX-License-Identifier: EUPL-1.2
"""Let `python -m escales` do what the `escales` command does."""

import sys

from escales.commands.cli import main

sys.exit(main())
