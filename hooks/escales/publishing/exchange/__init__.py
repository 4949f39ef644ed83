# SPDX-License-Identifier: EUPL-1.2
"""Publish a site in one move: the folder that is online is the old one or the new one, whole."""
