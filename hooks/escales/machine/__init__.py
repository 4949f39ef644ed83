# SPDX-License-Identifier: EUPL-1.2
"""What the machine gives: cores that share work, files saved from one build to the next.

It knows nothing of the content.
"""
