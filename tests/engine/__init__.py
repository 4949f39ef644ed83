# SPDX-License-Identifier: EUPL-1.2
"""Tests of the engine, on a small site of their own: they never read the living content."""
