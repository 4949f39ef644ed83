# SPDX-License-Identifier: EUPL-1.2
"""The JUnit report: one failed test a problem, or one passed test when all is right.

A merge request of GitLab lists the failed tests by name, so that the name is the whole sentence.
Format: the schema of Jenkins' xUnit plugin (junit-10.xsd), and the attribute `file` of a test,
which GitLab links: https://docs.gitlab.com/ci/testing/unit_test_reports/
"""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from escales.problems.problem import Problem
from escales.problems.reports.message_lines import (
    ALL_RIGHT,
    located_message,
    numbered_message,
    path_of,
    split_notices,
    with_help,
)

SUITE = "Contenu"


def write_junit(problems: Sequence[Problem], site: str) -> str:
    problems, _ = split_notices(problems)  # a test fails or passes: it cannot only report
    failures = str(len(problems))
    counts = {"tests": str(len(problems) or 1), "failures": failures, "errors": "0"}
    suites = Element("testsuites", counts)
    suite = SubElement(suites, "testsuite", {"name": SUITE, **counts})
    if not problems:
        SubElement(suite, "testcase", {"name": ALL_RIGHT, "classname": SUITE})
    seen: set[str] = set()
    for problem in problems:
        path = path_of(problem)
        name = _unlike(seen, located_message(problem))
        case = SubElement(suite, "testcase", {"name": name, "classname": path, "file": path})
        attributes = {"type": problem.number, "message": numbered_message(problem)}
        SubElement(
            case, "failure", attributes
        ).text = f"{path}:{problem.line}\n{with_help(problem, site)}"
    indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(suites, "unicode") + "\n"


def _unlike(seen: set[str], name: str) -> str:
    """Return a name that no other test has: GitLab would show only one of them."""
    number, unlike = 1, name
    while unlike in seen:
        number += 1
        unlike = f"{name} ({number})"
    seen.add(unlike)
    return unlike
