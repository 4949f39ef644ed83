# SPDX-License-Identifier: EUPL-1.2
"""Write the golden pages anew, to be read before they are kept."""

import shutil

from conftest import FIXTURE, GOLDEN
from escales.load import load
from escales.vocabulary import Format
from escales.write import write_pages

shutil.rmtree(GOLDEN, ignore_errors=True)
write_pages(load(FIXTURE), list(Format), GOLDEN)
