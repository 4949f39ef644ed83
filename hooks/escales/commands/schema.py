# SPDX-License-Identifier: EUPL-1.2
"""The command `escales schema`: the JSON Schema of a kind of header."""

import sys
from argparse import Namespace

from escales.commands.console import OK
from escales.reading.disk import FileKind
from escales.reading.editor_schemas import schema_text


def run(options: Namespace) -> int:
    sys.stdout.write(schema_text(FileKind[options.kind.upper()]))
    return OK
