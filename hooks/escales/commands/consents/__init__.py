# SPDX-License-Identifier: EUPL-1.2
"""The register of agreements, for those who maintain the content: it is never published."""
