# SPDX-License-Identifier: EUPL-1.2
"""Cores that share work, and say where it is; files saved for other builds, or of other sites.

It knows nothing of the content.
"""
