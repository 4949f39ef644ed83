# SPDX-License-Identifier: EUPL-1.2
"""Advise on how plainly the texts are written: long sentences, acronyms, jargon."""

from escales.commands.style.advice import Advice, PageStyle, advise
from escales.commands.style.report import STYLE_FORMATS

__all__ = ["STYLE_FORMATS", "Advice", "PageStyle", "advise"]
