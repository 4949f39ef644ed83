# SPDX-License-Identifier: EUPL-1.2
"""Fetch again what is kept of npm packages, and verify each byte of it: see third-party.yml.

Exits with 1 when something differs from what was reviewed, and then changes nothing; with 2 when
the packages cannot be fetched. One argument: the folder of the repository.
"""

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

LIST = ".ci/third-party.yml"
DIFFERENT, UNREACHABLE = 1, 2
NO_NPM = "Il manque npm, pour reprendre les paquets : installez le paquet npm, puis recommencez."
NOT_FETCHED = "npm n’a pas pu apporter {package} : {told}"
OTHER_PACKAGE = "{package} n’est pas celui qui a été relu : {found} au lieu de {expected}."
OTHER_FILE = "{path} n’est pas celui qui a été relu : {found} au lieu de {expected}."
NO_SUCH_FILE = "{package} ne contient pas {path}."
RIGHT = "Les {count} paquets et leurs fichiers sont ceux qui ont été relus."


class Different(Exception):  # noqa: N818  # reads as what it says
    """What was fetched is not what was reviewed."""


def fetch(name: str, package: Mapping[str, Any], folder: Path) -> Path:
    """Bring the archive of a package, and compare it to its fingerprint."""
    wanted = f"{name}@{package['version']}"
    into = folder / name.replace("/", "-")
    into.mkdir()
    told = subprocess.run(  # noqa: S603  # npm, and a name that was reviewed
        [shutil.which("npm") or "npm", "pack", "--silent", wanted],
        cwd=into,
        check=False,
        capture_output=True,
        text=True,
    )
    if told.returncode:
        why = (told.stderr.strip() or f"code {told.returncode}").splitlines()[-1]
        raise OSError(NOT_FETCHED.format(package=wanted, told=why))
    (archive,) = into.glob("*.tgz")
    algorithm, _, expected = package["integrity"].partition("-")
    found = base64.b64encode(hashlib.new(algorithm, archive.read_bytes()).digest()).decode()
    if found != expected:
        found = f"{algorithm}-{found}"
        raise Different(
            OTHER_PACKAGE.format(package=wanted, found=found, expected=package["integrity"])
        )
    return archive


def read(name: str, archive: Path, path: str) -> bytes:
    with tarfile.open(archive) as opened:
        try:
            member = opened.extractfile(path)
        except KeyError:
            member = None
        if member is None:
            raise Different(NO_SUCH_FILE.format(package=name, path=path))
        return member.read()


def compare(path: str, content: bytes, expected: str | None) -> None:
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise Different(OTHER_FILE.format(path=path, found=found, expected=expected or "…"))


def verify(root: Path, folder: Path) -> int:
    """Fetch all packages into `folder`; write their files once all are right; count packages."""
    listed = yaml.safe_load((root / LIST).read_text(encoding="utf-8"))
    archives = {name: fetch(name, told, folder) for name, told in listed["packages"].items()}
    files: dict[str, bytes] = {}
    for name, package in listed["packages"].items():
        for path, told in package.get("files", {}).items():
            files[path] = read(name, archives[name], told["from"])
            compare(path, files[path], told.get("sha256"))
    for path, told in listed["made"].items():
        before = (root / path).read_bytes()
        sources = [str(archives[name]) for name in told["from"]]
        subprocess.run([sys.executable, root / told["by"], *sources], check=True)  # noqa: S603  # a script of ours
        made = (root / path).read_bytes()
        (root / path).write_bytes(before)
        compare(path, made, told["sha256"])
        files[path] = made
    for path, content in files.items():
        (root / path).write_bytes(content)
    return len(archives)


def main(root: Path) -> int:
    if shutil.which("npm") is None:
        sys.stderr.write(f"{NO_NPM}\n")
        return UNREACHABLE
    with TemporaryDirectory() as folder:
        try:
            count = verify(root, Path(folder))
        except Different as different:
            sys.stderr.write(f"{different}\n")
            return DIFFERENT
        except OSError as error:
            sys.stderr.write(f"{error}\n")
            return UNREACHABLE
    sys.stdout.write(f"{RIGHT.format(count=count)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
