# SPDX-License-Identifier: EUPL-1.2
"""The words of everyday life that lead to those of the site, for the search."""

from escales.words.everyday.groups import EverydayWords, WordGroup, everyday_words

__all__ = ["EverydayWords", "WordGroup", "everyday_words"]
