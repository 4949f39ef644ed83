# SPDX-License-Identifier: EUPL-1.2
"""A small but complete site, all that may be changed in it, and how rebuilding it is judged."""
