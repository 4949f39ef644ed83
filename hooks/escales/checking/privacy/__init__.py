# SPDX-License-Identifier: EUPL-1.2
"""What tells who somebody is, in one text, or in what several fields of a story say together."""

from escales.checking.privacy.check import check_page, check_privacy
from escales.checking.privacy.recognition import check_recognition

__all__ = ["check_page", "check_privacy", "check_recognition"]
