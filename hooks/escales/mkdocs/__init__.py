# SPDX-License-Identifier: EUPL-1.2
"""The adapter to MkDocs, with the theme: the one wing that imports MkDocs.

It hands pages and files on, and decides nothing of its own.
"""
