# SPDX-License-Identifier: EUPL-1.2
"""Say what a site does without, on purpose: as a warning, it would stop a strict build."""

import sys

from escales.pages import Site
from escales.problems.reports import write_left_out


def say_what_is_left_out(site: Site, address: str) -> None:
    """Write the stories that are left out, and the neighbours that said nothing."""
    if left_out := site.library.left_out:
        sys.stderr.write(write_left_out(left_out, address))
    sys.stderr.writelines(f"{silence}\n" for silence in site.neighbourhood.silences)
