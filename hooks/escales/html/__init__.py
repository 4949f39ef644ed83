# SPDX-License-Identifier: EUPL-1.2
"""From Markdown to safe HTML; the head of a page, the style sheet, the security policy.

It knows nothing of menus nor of where a page is written.
"""
