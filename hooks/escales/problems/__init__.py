# SPDX-License-Identifier: EUPL-1.2
"""A problem of the content: its number, its sentence, and how it is reported.

It does not know how problems are detected.
"""
