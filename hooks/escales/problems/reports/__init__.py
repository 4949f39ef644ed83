# SPDX-License-Identifier: EUPL-1.2
"""Report the problems of the content to people, to programs and to forges."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from escales.problems.problem import Problem
from escales.problems.reports.github import write_annotations, write_summary
from escales.problems.reports.gitlab import write_code_quality
from escales.problems.reports.junit import write_junit
from escales.problems.reports.plain import write_json_report, write_left_out, write_plain_report

# Makes a report of the problems; the address of the site ends with a slash, or is "".
Report: TypeAlias = Callable[[Sequence[Problem], str], str]

FORMATS: Mapping[str, Report] = MappingProxyType(
    {
        "text": write_plain_report,
        "json": write_json_report,
        "gitlab": write_code_quality,
        "junit": write_junit,
        "github": write_annotations,
    }
)

__all__ = ["FORMATS", "Report", "write_left_out", "write_plain_report", "write_summary"]
