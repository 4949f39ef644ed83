# SPDX-License-Identifier: EUPL-1.2
"""The pipelines of a new site, run here as its forge would: they publish, or turn red.

`make pipelines` alone runs this: each job installs the engine anew, as it does on a forge.
"""

import re
from pathlib import Path

import pytest

from escales.commands.init.files import PIPELINES
from escales.words.vocabulary import Forge
from in_git import git
from instance.conftest import run
from instance.forges import ADDRESS, Machine, run_gitlab, run_job
from instance.sites import TOWN, options, say_who_publishes

pytestmark = [pytest.mark.pipelines, pytest.mark.uncounted]
PUBLISHING = {Forge.GITLAB: "pages", Forge.GITHUB: "publish", Forge.FORGEJO: "publish"}


@pytest.fixture(params=list(Forge))
def forge(request: pytest.FixtureRequest) -> Forge:
    named: Forge = request.param
    return named


@pytest.fixture
def site(forge: Forge, escales: Path, tmp_path: Path) -> Path:
    """Return a site as the installed command writes it, once its README is followed."""
    folder = tmp_path / "haltes"
    run(escales, "init", str(folder), *options({**TOWN, "forge": forge.value}))
    say_who_publishes(folder)
    return folder


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    folder = tmp_path / "machine"
    folder.mkdir()
    return Machine(folder)


def pipeline(site: Path, forge: Forge) -> Path:
    (path,) = PIPELINES[forge].values()
    return site / path


def run_jobs(machine: Machine, site: Path, forge: Forge, *jobs: str) -> tuple[int, str]:
    """Run jobs until one fails; return the code of the last, and what all said."""
    if forge is Forge.GITLAB:
        return run_gitlab(machine, site, *jobs)
    said = ""
    for job in jobs:
        code, text = run_job(machine, pipeline(site, forge), job)
        said += text
        if code:
            return code, said
    return 0, said


def home(machine: Machine, site: Path, forge: Forge) -> str:
    """Return the first page of what the forge shows."""
    shown = site / "public" if forge is Forge.GITLAB else machine.published
    if forge is Forge.FORGEJO:
        git(machine.repository, "clone", "--quiet", "--branch", "pages", ".", str(shown))
        assert run(Path("git"), "log", "--format=%s", at=shown) == "Le site\n"  # without a past
    return (shown / "index.html").read_text(encoding="utf-8")


def test_a_site_is_checked_and_published(forge: Forge, site: Path, machine: Machine) -> None:
    machine.receive(site)

    code, said = run_jobs(machine, site, forge, "check", PUBLISHING[forge])

    assert code == 0, said
    assert "Tout est en ordre." in said
    assert f'<link rel="canonical" href="{ADDRESS}/">' in home(machine, site, forge)
    asked = (machine.folder / "asked.txt").read_text(encoding="utf-8")
    assert "libpango-1.0-0" in asked


def test_a_fault_of_the_content_turns_the_check_red(
    forge: Forge, site: Path, machine: Machine
) -> None:
    (site / "stories/faute.md").write_text("---\ntitre: Une faute\n---\n", encoding="utf-8")
    machine.receive(site)

    code, said = run_jobs(machine, site, forge, "check")

    assert code != 0, said
    assert "stories/faute.md" in said


def test_a_broken_line_turns_the_publication_red(
    forge: Forge, site: Path, machine: Machine
) -> None:
    """Else what passes above would prove nothing."""
    path = pipeline(site, forge)
    sound = path.read_text(encoding="utf-8")
    path.write_text(sound.replace("make site", "make sit"), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != sound
    machine.receive(site)

    code, said = run_jobs(machine, site, forge, PUBLISHING[forge])

    assert code != 0
    assert re.search(r"make: \*\*\* .*\bsit\b", said), said
    assert not machine.published.exists()
    assert not (site / "public").exists()
