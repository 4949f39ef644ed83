# SPDX-License-Identifier: EUPL-1.2
"""A copy of the whole site that opens from a folder, for whoever has no good connection."""
