# SPDX-License-Identifier: EUPL-1.2
"""Run here, in a shell, the jobs that GitLab, GitHub and Forgejo run for a new site."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from building import REPOSITORY, plain_environment
from in_git import git

GITLAB_RUNNER = REPOSITORY / ".cache/pipelines/node_modules/.bin/gitlab-ci-local"
LIBRARIES = REPOSITORY / ".cache/wheels"
SERVER, NAME = "https://forge.example", "ville/haltes"
ADDRESS = "https://ville.example/haltes"
REFUSE = "github.event_name != 'pull_request' && vars.ESCALES_RECITS_FAUTIFS || 'refuser'"
VALUES = {  # of each expression, for a push to the main branch: another one fails
    REFUSE: "refuser",
    "github.event_name == 'pull_request' && '--proposal' || ''": "",
    "github.event.repository.name": "haltes",
    "github.ref": "refs/heads/main",
    "github.repository": NAME,
    "github.repository_owner": "ville",
    "github.server_url": SERVER,
    "github.token": "jeton",
    "steps.pages.outputs.base_url": ADDRESS,
    "vars.ESCALES_SITE": ADDRESS,
}
MET = (
    None,
    "github.event_name != 'pull_request'",
    "github.event_name != 'pull_request' && vars.ESCALES_SITE != ''",
)


@dataclass(frozen=True, slots=True)
class Machine:
    """A folder that stands for a forge and what it runs on: the repository, and what is published.

    What would change this machine, `apt-get`, is written down in `asked.txt` and not done.
    """

    folder: Path

    @property
    def repository(self) -> Path:
        return self.folder / "forge" / NAME

    @property
    def published(self) -> Path:
        return self.folder / "published"

    def environment(self) -> dict[str, str]:
        """Return that of a new machine that reaches this forge, and no index of packages."""
        programs = self.folder / "programs"
        programs.mkdir(exist_ok=True)
        apt = programs / "apt-get"
        apt.write_text(f'#!/bin/sh\necho "$*" >> "{self.folder}/asked.txt"\n', encoding="utf-8")
        apt.chmod(0o755)
        (self.folder / "home").mkdir(exist_ok=True)
        own = ("PIP_", "GIT_", "GITHUB_", "GITLAB_", "CI", "VIRTUAL_ENV")
        plain = {k: v for k, v in plain_environment().items() if not k.startswith(own)}
        python = Path(sys.base_prefix) / "bin"
        return plain | {
            "CI": "true",
            "HOME": str(self.folder / "home"),
            "PATH": os.pathsep.join((str(programs), str(python), plain["PATH"])),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(LIBRARIES),
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{self.folder}/forge/.insteadOf",
            "GIT_CONFIG_VALUE_0": f"{SERVER}/",
        }

    def receive(self, site: Path) -> None:
        """Take a site as its first commit on the main branch."""
        git(site, "init", "--quiet", "--initial-branch", "main")
        git(site, "add", "--all")
        git(site, "commit", "--quiet", "--message", "Le site")
        git(site, "clone", "--quiet", "--bare", ".", str(self.repository))
        git(site, "remote", "add", "origin", f"{SERVER}/{NAME}")


def run_gitlab(machine: Machine, site: Path, *jobs: str) -> tuple[int, str]:
    """Run jobs of the pipeline of a site, each in a copy of what is committed."""
    options = ("--force-shell-executor", "--shell-isolation", "--concurrency", "1")
    variable = ("--variable", f"CI_PAGES_URL={ADDRESS}")
    return _run(
        ["node", str(GITLAB_RUNNER), *options, *variable, *jobs], site, machine.environment()
    )


def run_job(machine: Machine, pipeline: Path, name: str) -> tuple[int, str]:
    """Run the steps of a job of GitHub or Forgejo in turn, until one fails."""
    told: dict[str, Any] = yaml.load(pipeline.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  # makes text only
    job = told["jobs"][name]
    assert job.get("if") in MET
    workspace = machine.folder / "work" / name
    workspace.mkdir(parents=True)
    around = {**told.get("env", {}), **job.get("env", {})}
    said = ""
    for step in job["steps"]:
        if action := step.get("uses"):
            ACTIONS[action.partition("@")[0]](machine, workspace, step.get("with", {}))
            continue
        variables = {k: fill(v) for k, v in {**around, **step.get("env", {})}.items()}
        shell = ["bash", "-e", "-c", fill(step["run"])]
        code, text = _run(shell, workspace, machine.environment() | variables)
        said += text
        if code:
            return code, said
    return 0, said


def fill(text: str) -> str:
    """Put the value of each expression in its place."""
    return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: VALUES[found[1]], text)


def _run(command: list[str], at: Path, environment: Mapping[str, str]) -> tuple[int, str]:
    told = subprocess.run(
        command,
        cwd=at,
        env=environment,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return told.returncode, told.stdout


Action = Callable[[Machine, Path, Mapping[str, str]], None]


def _check_out(machine: Machine, workspace: Path, options: Mapping[str, str]) -> None:
    assert options == {"persist-credentials": "false"}
    git(workspace, "clone", "--quiet", "--depth", "1", machine.repository.as_uri(), ".")


def _configure_pages(_machine: Machine, _workspace: Path, options: Mapping[str, str]) -> None:
    """Say the address, which VALUES has."""
    assert not options


def _upload(machine: Machine, workspace: Path, options: Mapping[str, str]) -> None:
    shutil.copytree(workspace / options["path"], machine.folder / "artifact")


def _deploy(machine: Machine, _workspace: Path, options: Mapping[str, str]) -> None:
    assert not options
    (machine.folder / "artifact").rename(machine.published)


ACTIONS: Mapping[str, Action] = {  # what an action of GitHub does, here: another one fails
    "actions/checkout": _check_out,
    "actions/configure-pages": _configure_pages,
    "actions/upload-pages-artifact": _upload,
    "actions/deploy-pages": _deploy,
}
