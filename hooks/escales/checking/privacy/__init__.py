# SPDX-License-Identifier: EUPL-1.2
"""What would tell who somebody is: found in the texts, and counted in what stories say together."""

from escales.checking.privacy.check import check_page, check_privacy
from escales.checking.privacy.recognition import check_recognition

__all__ = ["check_page", "check_privacy", "check_recognition"]
