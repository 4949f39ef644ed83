# SPDX-License-Identifier: EUPL-1.2
"""From a file on disk to a draft: header, body, links. It does not judge what a text says."""
