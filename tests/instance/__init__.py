# SPDX-License-Identifier: EUPL-1.2
"""Tests of the engine as another administration has it: installed, with a site of content alone."""
