# SPDX-License-Identifier: EUPL-1.2
"""Say whether a library that we lock has a known vulnerability: pip-audit, in French.

It reads the locks as they are, resolves and installs nothing, and leaves out what this system
would not install. Exits with 1 for a vulnerability, with 2 when nothing could be learnt. One
argument: the folder of the repository. OSV_URL may give the address of a mirror of the service.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

LOCKS = ("requirements.lock", "requirements-dev.lock")
ACCEPTED = ".ci/accepted.yml"
KEYS = {"id", "package", "reason", "until"}
LONGEST = timedelta(days=366)  # for which a vulnerability may be accepted
VULNERABLE, UNKNOWN = 1, 2

AFFECTED = "{package} {version} a une faille connue, {id}{aliases}. {cure}"
CURE = "Corrigée dans {versions} : « make lock », puis « make test »."
NO_CURE = "Aucune version ne la corrige encore."
TOLERATED = "{package} {version} : {id} est acceptée jusqu’au {until} ({reason})"
RIGHT = "Aucune faille connue dans les {count} bibliothèques figées."
NOT_ANSWERED = """\
L’audit n’a pas eu lieu : le service des failles connues n’a pas répondu comme attendu.
Rien n’est dit de nos bibliothèques. Recommencez plus tard. Ce que pip-audit en dit :
{told}"""
BAD_LIST = "{path} : chaque ligne a id, package, reason et until, une date à un an au plus."


class Unknown(Exception):  # noqa: N818  # reads as what it says
    """Nothing could be learnt."""


def read_accepted(file: Path, today: date) -> dict[str, Mapping[str, Any]]:
    """Return the vulnerabilities that are accepted today, by their number."""
    lines = yaml.safe_load(file.read_text(encoding="utf-8")) or []
    for line in lines:
        right = isinstance(line, dict) and set(line) == KEYS and all(line.values())
        # A moment of a day is a date too, for Python, which does not compare the two.
        if not (right and type(line["until"]) is date and line["until"] <= today + LONGEST):
            raise Unknown(BAD_LIST.format(path=file.name))
    return {line["id"]: line for line in lines if today <= line["until"]}


def ask(root: Path, service: str) -> Sequence[Mapping[str, Any]]:
    """Return the libraries of the locks, each with its vulnerabilities, as pip-audit tells them."""
    with TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip"]
        command += [part for lock in LOCKS for part in ("--requirement", str(root / lock))]
        command += ["--vulnerability-service", "osv", "--progress-spinner", "off", "--strict"]
        command += ["--osv-url", service] if service else []
        command += ["--format", "json", "--output", str(report)]
        told = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603  # pip-audit, on our own files
        try:
            listed: list[Mapping[str, Any]] = json.loads(report.read_text("utf-8"))["dependencies"]
        except (OSError, ValueError):
            last = (told.stderr.strip() or "…").splitlines()[-1]
            raise Unknown(NOT_ANSWERED.format(told=last)) from None
    return listed


def judge(
    listed: Sequence[Mapping[str, Any]], accepted: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[bool, str]]:
    """Yield each vulnerability: whether it is accepted, and the sentence that tells it."""
    for library in listed:
        named = {"package": library["name"], "version": library["version"]}
        for found in library["vulns"]:
            numbers = [found["id"], *found["aliases"]]
            known = [accepted[number] for number in numbers if number in accepted]
            if any(line["package"] == library["name"] for line in known):
                yield True, TOLERATED.format(**named, **_told(known[0]))
                continue
            aliases = f" ({', '.join(found['aliases'])})" if found["aliases"] else ""
            versions = " ou ".join(found["fix_versions"])
            cure = CURE.format(versions=versions) if versions else NO_CURE
            yield False, AFFECTED.format(**named, id=found["id"], aliases=aliases, cure=cure)


def _told(line: Mapping[str, Any]) -> dict[str, str]:
    return {key: str(line[key]) for key in ("id", "until", "reason")}


def main(root: Path) -> int:
    try:
        accepted = read_accepted(root / ACCEPTED, date.today())  # noqa: DTZ011  # the day where it runs
        listed = ask(root, os.environ.get("OSV_URL", ""))
    except Unknown as unknown:
        sys.stderr.write(f"{unknown}\n")
        return UNKNOWN
    verdicts = list(judge(listed, accepted))
    for tolerated, sentence in verdicts:
        (sys.stdout if tolerated else sys.stderr).write(f"{sentence}\n")
    if all(tolerated for tolerated, _ in verdicts):
        sys.stdout.write(f"{RIGHT.format(count=len(listed))}\n")
        return 0
    return VULNERABLE


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
