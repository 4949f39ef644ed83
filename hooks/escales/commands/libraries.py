# SPDX-License-Identifier: EUPL-1.2
"""Say where the list of tried libraries is: a site asks before it installs any of them.

`python -m escales.commands.libraries`: so nothing here imports one.
"""

import sys

from escales.reading.engine_content import locked_libraries

if __name__ == "__main__":
    sys.stdout.write(f"{locked_libraries()}\n")
