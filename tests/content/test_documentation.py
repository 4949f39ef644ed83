# SPDX-License-Identifier: EUPL-1.2
"""The documentation is tested: what it names exists, and what exists is named."""

import re
from pathlib import Path

import pytest
import yaml

from conftest import FIXTURE
from engine.test_publisher import KEYS
from escales.commands.cli import main
from escales.mkdocs.configuration_file import read_configuration
from escales.problems.problem import Notes
from escales.problems.reports import FORMATS
from escales.reading.header import split_header
from escales.reading.validation import validate
from escales.schema import Consent, Facts, Publisher, Story, Withdrawal
from escales.schema.publisher import ENGINE_CONTENT
from escales.settings.publisher import missing_settings, note_missing_settings
from escales.words.vocabulary import Block

REPOSITORY = Path(__file__).parents[2]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
PAGES = sorted((REPOSITORY / "docs").glob("**/*.md"))
COMMANDS = (REPOSITORY / "docs/maintenir/commandes.md").read_text(encoding="utf-8")
PUBLISHING = (REPOSITORY / "docs/maintenir/publier.md").read_text(encoding="utf-8")
OPTIONAL = {"ESCALES_CONTACT", "ESCALES_RECHERCHE", "ESCALES_RECITS_FAUTIFS"}


def rows(text: str, pattern: str) -> set[str]:
    """Return what the first cells of the tables of a text hold, as a pattern says it."""
    return set(re.findall(rf"^\| `{pattern}", text, re.MULTILINE))


def test_every_task_of_the_makefile_is_told_to_maintainers_and_the_reverse() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    tasks = set(re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE)) - {"help"}

    assert rows(COMMANDS, "make ([a-z]+)`") == tasks
    assert rows(README, "make ([a-z]+)`") < tasks


def test_every_command_of_escales_is_told_to_maintainers_and_the_reverse(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = set(re.findall(r"^    ([a-z]+) ", capsys.readouterr().out, re.MULTILINE))

    assert rows(COMMANDS, "escales ([a-z]+)") == commands
    assert all(f"`{name}`" in COMMANDS or f" {name}`" in COMMANDS for name in FORMATS)


# What a publisher may write in the configuration in place of the variable that stands there.
WRITTEN = {"ESCALES_CONTACT", "ESCALES_RECITS_FAUTIFS"}


def test_every_variable_of_the_configuration_is_told_to_maintainers() -> None:
    configuration = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")

    used = set(re.findall(r"!ENV \[(ESCALES_[A-Z_]+)", configuration))
    told = rows(PUBLISHING, "(ESCALES_[A-Z_]+)`")
    assert used <= told
    assert told - used <= WRITTEN
    for pipeline in (".gitlab-ci.yml", ".github/workflows/ci.yml"):
        text = (REPOSITORY / pipeline).read_text(encoding="utf-8")
        assert set(re.findall(r"(ESCALES_[A-Z_]+):", text)) - OPTIONAL == used - OPTIONAL


def test_every_file_and_link_that_the_readme_names_exists() -> None:
    named = re.findall(r"\]\((?!https:)([^)]*)\)", README) + files_named(README)

    assert [path for path in named if not (REPOSITORY / path).exists()] == []


def files_named(text: str) -> list[str]:
    folders = r"(?:stories|schemes|docs|hooks|tests|\.ci|\.github|\.gitlab)/[^` ]*"
    return re.findall(rf"`({folders}|[A-Z]{{4,}}\.md|[\w.-]+\.lock)`", text)


# What only a site that took a scheme from elsewhere has, or that stands for any other one.
OF_TAKERS = {"escales.lock", "schemes/matp/origine/", "docs/collectivites/…"}
OF_TAKERS |= {"schemes/<nom>/versions/"}


def test_every_file_that_a_page_for_maintainers_names_exists() -> None:
    for page in (REPOSITORY / "docs/maintenir").iterdir():
        named = {*files_named(page.read_text(encoding="utf-8"))} - OF_TAKERS
        assert [path for path in named if not (REPOSITORY / path).exists()] == [], page


def test_the_readme_is_read_in_five_minutes() -> None:
    assert len(README.split()) <= 1200


def test_every_test_file_is_described() -> None:
    described = (REPOSITORY / "tests/README.md").read_text(encoding="utf-8")
    tests = REPOSITORY / "tests"
    here = {path.relative_to(tests).as_posix() for path in tests.rglob("test_*.py")}

    assert set(re.findall(r"^\| `(\w+/test_\w+\.py)`", described, re.MULTILINE)) == here


def test_every_block_serves_on_a_page() -> None:
    texts = [
        page.read_text(encoding="utf-8") for page in [*PAGES, FIXTURE / "docs/plan-du-site.md"]
    ]
    used = {name for text in texts for name in re.findall(r"escales:([\w-]+)", text)}

    assert used == {str(block) for block in Block}


def test_the_header_to_copy_is_right() -> None:
    """What contributors copy passes the schema, in the order and with the keys it has."""
    guide = (REPOSITORY / "docs/contribuer/champs.md").read_text(encoding="utf-8")
    examples = [
        block for block in re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL) if "titre:" in block
    ]

    assert examples
    for example in examples:
        notes = Notes("docs/contribuer/champs.md")
        text = example if example.startswith("---") else f"---\n{example}---\n"
        header, _, _ = split_header(text, notes)
        assert header
        validate(Story, header, notes)
        assert [str(problem) for problem in notes.problems] == []


def test_every_key_has_its_help_and_its_example_is_accepted() -> None:
    """An example that the check refuses would teach the fault."""
    for model in (Story, Consent, Withdrawal):
        notes = Notes("exemple.md")
        parsed, _, _ = split_header(f"---\n{examples(model)}---\n", notes)

        assert parsed
        validate(model, parsed, notes)
        assert [str(problem) for problem in notes.problems] == []
        assert all(field.description and field.title for field in model.keys().values())


def examples(model: type[Facts]) -> str:
    told = ((name, field.examples) for name, field in model.keys().items())
    return "".join(f"{name}: {found[0]}\n" for name, found in told if found)


def test_the_pipelines_are_yaml_and_call_the_readmes_commands() -> None:
    gitlab = yaml.safe_load((REPOSITORY / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    github = yaml.safe_load((REPOSITORY / ".github/workflows/ci.yml").read_text(encoding="utf-8"))

    assert gitlab["test"]["script"] == ".ci/run"
    assert github["jobs"]["test"]["steps"][-1]["run"] == ".ci/run"
    assert "make test" in (REPOSITORY / ".ci/run").read_text(encoding="utf-8")


def test_the_locks_name_no_index_and_hash_everything() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (REPOSITORY / lock).read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index" not in text
        assert "--find-links" not in text
        blocks = re.split(r"\n(?=\S)", text.strip())
        assert all("--hash=sha256:" in block for block in blocks)


def test_the_public_description_of_the_project_keeps_to_the_standard() -> None:
    """publiccode.yml, its core: what is mandatory, but for the address of a repository to come."""
    told = yaml.safe_load((REPOSITORY / "publiccode.yml").read_text(encoding="utf-8"))
    french = told["description"]["fr"]

    assert {"publiccodeYmlVersion", "name", "releaseDate", "platforms", "categories"} <= set(told)
    assert told["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert told["softwareType"] == "standalone/web"
    assert set(told["categories"]) <= {"hr", "knowledge-management", "website-builder"}
    assert len(french["genericName"]) <= 35
    assert len(french["shortDescription"]) <= 150
    assert 500 <= len(french["longDescription"]) <= 10_000
    assert french["features"]
    assert told["legal"]["license"] == "EUPL-1.2"
    assert told["maintenance"]["type"] == "community"
    assert told["maintenance"]["contacts"]
    assert told["localisation"]["availableLanguages"] == ["fr"]


def test_the_configuration_of_the_site_offers_every_key_and_maintainers_are_told_of_it() -> None:
    configuration = read_configuration(REPOSITORY / "mkdocs.yml")
    offered = configuration.decisions.values

    assert set(offered) == {*Publisher.keys(), *Publisher.other_keys} - {*ENGINE_CONTENT}
    assert all(f"{key}: [" in PUBLISHING for key in ENGINE_CONTENT)  # for sites that install it
    for name, field in Publisher.keys().items():
        default = field.get_default(call_default_factory=True, validated_data={})
        inner = type(default).keys() if default is not None else {}
        assert set(offered[name]) == set(inner) if inner else True
        assert all(f"`{key}`" in PUBLISHING for key in (name, *inner))
    assert [gap.key for gap in missing_settings(Publisher())] == KEYS
    assert len(note_missing_settings(Publisher(), configuration)) == len(KEYS)
