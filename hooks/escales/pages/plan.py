# SPDX-License-Identifier: EUPL-1.2
"""A page before its text is written: thousands of them are, on every core."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from escales.pages.page import SitePage


@dataclass(frozen=True, slots=True)
class PagePlan:
    """A page without its text, and what returns the values of `SitePage` that make it whole."""

    page: SitePage
    text: Callable[[], dict[str, Any]] | None = None  # None: the page is whole already

    def write(self) -> SitePage:
        """Return the whole page."""
        return replace(self.page, **self.text()) if self.text else self.page
