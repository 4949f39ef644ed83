# SPDX-License-Identifier: EUPL-1.2
"""The commands of `escales`, a file or a folder each.

They ask, have the other wings do the work, and say in French what was done.
"""
