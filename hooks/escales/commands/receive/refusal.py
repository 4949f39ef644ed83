# SPDX-License-Identifier: EUPL-1.2
"""Say why what came is not taken, and what to do instead."""

from escales.words.phrases import phrases_of

phrases = phrases_of("commands/receive")


class NotReceivedError(Exception):
    """What came cannot be read; `code` is of `phrases["refusals"]`."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def sentence(self, name: str) -> str:
        """Say it of the file called `name`."""
        return str(phrases["refusals"][self.code].format(name=name, **self.values))
