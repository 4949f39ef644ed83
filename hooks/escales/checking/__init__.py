# SPDX-License-Identifier: EUPL-1.2
"""What is wrong in the content, in one file or between several: a library passes all of it."""
