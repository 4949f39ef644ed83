# SPDX-License-Identifier: EUPL-1.2
"""What `mkdocs.yml` decides: the rules, who publishes, where. It knows nothing of the content."""
