# SPDX-License-Identifier: EUPL-1.2
"""Cores that share work, files saved from one build to the next or read from other sites.

It knows nothing of the content.
"""
