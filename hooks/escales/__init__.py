# SPDX-License-Identifier: EUPL-1.2
"""Turn Markdown schemes and stories of short mobilities into pages; knows nothing of MkDocs."""

__version__ = "0.1.0"  # pyproject.toml takes it here; CHANGELOG.md says what it asks of a site
