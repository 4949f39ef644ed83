# SPDX-License-Identifier: EUPL-1.2
"""The Code Quality report of GitLab, which merge requests show, whatever the licence.

Format: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256

from escales.problems.problem import Problem
from escales.problems.reports.message_lines import one_line, path_of, with_help

OTHER_LINE = re.compile(r"(?<=à la ligne )\d+")  # a sentence may name the line of another place


def write_code_quality(problems: Sequence[Problem], site: str) -> str:
    listed = [
        {
            "description": with_help(problem, site),
            "check_name": problem.code,
            "fingerprint": fingerprint,
            "severity": "major" if problem.stops else "info",
            "location": {"path": path_of(problem), "lines": {"begin": problem.line}},
        }
        for problem, fingerprint in zip(problems, _fingerprints(problems), strict=True)
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def _fingerprints(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield what identifies each problem, and stays the same when text is added above it.

    GitLab compares them between branches, and shows a single one of those that are equal.
    """
    seen: Counter[str] = Counter()
    for problem in problems:
        message = OTHER_LINE.sub("", one_line(problem.message))
        identity = "\0".join((path_of(problem), problem.key or "", problem.code, message))
        seen[identity] += 1
        text = f"{identity}\0{seen[identity]}".encode("utf-8", "replace")
        yield sha256(text).hexdigest()
