# SPDX-License-Identifier: EUPL-1.2
"""Tests of this repository: its content, its documentation, its pipelines."""
