# SPDX-License-Identifier: EUPL-1.2
"""How accessible the site is, by the criteria of the RGAA: what is known, and what may be said."""
