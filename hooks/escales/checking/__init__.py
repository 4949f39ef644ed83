# SPDX-License-Identifier: EUPL-1.2
"""What is wrong in the content, in one file or between several; what comes out of it is right."""
