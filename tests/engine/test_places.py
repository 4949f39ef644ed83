# SPDX-License-Identifier: EUPL-1.2
"""The repository, and what is made of it, may lie in a folder of any name."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from building import REPOSITORY, buildable, python, with_documents

PLACES = ["a%20b/%2e%2e", "100 % d’été/l'une \"l'autre\" c#d?e&f <g> [h] {i} $HOME"]
DOCUMENTS = """
import sys
from pathlib import Path
from escales.documents.office import make_office_questionnaire
for kind in ("odt", "docx"):
    made = make_office_questionnaire("<p>Une réponse</p>", "Un titre", "Un pied", kind)
    Path(sys.argv[1], kind).write_bytes(made)
"""


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = tmp_path / str(request.param)
    folder.mkdir(parents=True)
    return folder


def test_a_site_is_checked_published_and_copied_there(place: Path) -> None:
    root, site = with_documents(buildable(place)), place / "www/site"
    no_search = {"ESCALES_RECHERCHE": "non"}
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", f"{root}/mkdocs.yml"]

    checked = python("escales", "check", "--root", root)
    line = ["escales", "publish", "--root", str(root), str(site), "--", *mkdocs]
    published = python(*line, "--site-dir", "{}", **no_search)
    copied = python("escales", "offline", "--root", root, site, place / "out")

    assert (checked.returncode, checked.stdout) == (0, "Tout est en ordre.\n")
    assert published.returncode == 0, published.stderr
    assert (site / "index.html").is_file()
    assert copied.returncode == 0, copied.stderr
    assert len(list((place / "out").iterdir())) == 1


def test_documents_are_made_there(place: Path, tmp_path: Path) -> None:
    """The program lies there, and the folder for temporary files: in any locale, the same bytes."""
    hooks = shutil.copytree(REPOSITORY / "hooks", place / "hooks")
    made = {}
    for name, settings in (
        ("here", {}),
        ("there", {"PYTHONPATH": str(hooks), "TMPDIR": str(place), "LC_ALL": "C"}),
    ):
        (tmp_path / name).mkdir()
        command = [sys.executable, "-c", DOCUMENTS, str(tmp_path / name)]
        told = subprocess.run(
            command, env={**os.environ, **settings}, check=False, capture_output=True, text=True
        )
        assert told.returncode == 0, told.stderr
        made[name] = [(tmp_path / name / kind).read_bytes() for kind in ("odt", "docx")]

    assert made["here"] == made["there"]
