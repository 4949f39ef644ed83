# SPDX-License-Identifier: EUPL-1.2
"""The content once it is right: one library, where every reference leads somewhere."""
