# SPDX-License-Identifier: EUPL-1.2
"""Lighthouse, without a network: 95 in performance, 100 in all the rest, on six kinds of pages.

Throttling is simulated from what one load asked for: the speed of the machine hardly counts, and
`make test` still runs these apart; each page has several chances.
"""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from browsing import chromium_path, served
from checkers import LIGHTHOUSE
from conftest import MEASURED

pytestmark = [pytest.mark.browser, pytest.mark.lighthouse]

PAGES = {
    "home": "",
    "explorer": "recits/",
    "story": "recits/premier/",
    "scheme": "dispositifs/renfort/",
    "kit document": "dispositifs/renfort/kit/lettre-de-renfort/",
    "form": "contribuer/raconter/",
}
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
TRIES = 10  # a busy machine takes points from a page, or all of it, and never gives any


@pytest.fixture(scope="module")
def hosted(built: Path) -> Iterator[str]:
    with served(built, compressed=True) as address:
        yield address


@pytest.mark.parametrize("kind", PAGES)
def test_lighthouse_finds_nothing_to_say(
    hosted: str, tmp_path: Path, kind: str, record_property: Callable[[str, object], None]
) -> None:
    """As on a phone, with a slow network and a slow processor, both simulated."""
    for _ in range(TRIES):
        report = audit(f"{hosted}/{PAGES[kind]}", tmp_path)
        scores = scores_of(report)
        low = [name for name, least in LEAST.items() if scores[name] < least]
        if not low:
            break
    record_property(MEASURED, f"{kind}: " + ", ".join(f"{n} {s}" for n, s in scores.items()))

    assert not low, "\n".join([str(scores), str(report.get("runtimeError")), *told(report, low)])


def audit(address: str, folder: Path) -> dict[str, Any]:
    """Return the report of Lighthouse on a page: its preset for phones."""
    assert LIGHTHOUSE.exists(), "run .ci/checkers first"
    output = folder / "report.json"
    subprocess.run(
        [
            *(str(LIGHTHOUSE), address, "--quiet", "--output=json", f"--output-path={output}"),
            *(f"--only-categories={','.join(LEAST)}", "--locale=fr", "--max-wait-for-load=60000"),
            "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage",
        ],
        env={**os.environ, "CHROME_PATH": chromium_path()},
        check=True,
        capture_output=True,
        timeout=300,
    )
    report: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
    return report


def scores_of(report: dict[str, Any]) -> dict[str, int]:
    return {name: round((report["categories"][name]["score"] or 0) * 100) for name in LEAST}


def told(report: dict[str, Any], categories: list[str]) -> Iterator[str]:
    """Yield what each audit at fault says, and the first places where it saw it."""
    for name in categories:
        for reference in report["categories"][name]["auditRefs"]:
            result = report["audits"][reference["id"]]
            if reference["weight"] and (result["score"] or 0) < 1 and result["score"] is not None:
                items = result.get("details", {}).get("items", [])[:3]
                found = [item.get("url") or item.get("node", {}).get("snippet") for item in items]
                value = result.get("displayValue", "")
                yield f"{name}: {result['id']}: {result['title']} {value} {found}"
