# SPDX-License-Identifier: EUPL-1.2
"""French, closed lists and addresses: what a word is, never where it stands on a page."""
