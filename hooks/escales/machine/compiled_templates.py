# SPDX-License-Identifier: EUPL-1.2
"""Save the templates of this program once they are compiled, as Python saves its modules."""

from contextlib import suppress
from pathlib import Path

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from escales.machine.fingerprint import PROGRAM
from escales.machine.saved_files import SavedFiles

FOLDER = ".cache/escales/templates"  # in the folder of the user, as the program is no site's


def compiled_templates() -> "CompiledTemplates | None":
    """Return what saves them; None when this user has no folder."""
    with suppress(RuntimeError):
        return CompiledTemplates(Path.home() / FOLDER)
    return None


class CompiledTemplates(BytecodeCache):
    """What Jinja loads in place of our templates; those of a site are compiled each time.

    To compile all of them takes a build 0.7 s, and some of them again in each process.
    """

    def __init__(self, folder: Path) -> None:
        self._saved = SavedFiles(folder)

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Return the place of a template, with its code unless it is a site's."""
        bucket = Bucket(environment, name, self.get_source_checksum(source))

        def make() -> bytes:
            bucket.code = environment.compile(source, name, filename)
            return bucket.bytecode_to_string()

        if filename and Path(filename).is_relative_to(PROGRAM):
            options = environment.autoescape, environment.trim_blocks, environment.lstrip_blocks
            made_of = name, filename, source, options, sorted(environment.extensions)
            bucket.bytecode_from_string(self._saved.get(made_of, make))
        return bucket

    def set_bucket(self, bucket: Bucket) -> None:
        """Save nothing of a template of a site."""
