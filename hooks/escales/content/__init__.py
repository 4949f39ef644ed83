# SPDX-License-Identifier: EUPL-1.2
"""The content once it is checked: one library, where every reference leads somewhere."""
