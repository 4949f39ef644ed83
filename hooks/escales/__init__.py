# SPDX-License-Identifier: EUPL-1.2
"""Turn Markdown schemes and stories of short mobilities into pages; knows nothing of MkDocs."""
