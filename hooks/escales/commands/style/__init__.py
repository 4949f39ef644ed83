# SPDX-License-Identifier: EUPL-1.2
"""Advise on how plainly the texts are written: long sentences, acronyms, jargon."""
