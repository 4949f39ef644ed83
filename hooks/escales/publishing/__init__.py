# SPDX-License-Identifier: EUPL-1.2
"""Write the site, weigh it, put it in the place of the former one, copy it. It makes no page."""
