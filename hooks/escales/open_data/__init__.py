# SPDX-License-Identifier: EUPL-1.2
"""Publish the content as open data: CSV and JSON files, their schemas, their catalogue."""

from escales.open_data.files import Content, make_open_data
from escales.open_data.tables import DATA_FILES

__all__ = ["DATA_FILES", "Content", "make_open_data"]
