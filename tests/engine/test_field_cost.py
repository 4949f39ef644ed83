# SPDX-License-Identifier: EUPL-1.2
"""A field more costs five edits at most, those of `hooks/README.md`; the engine does the rest."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from building import REPOSITORY, copied

STORY = "stories/premier.md"
PLACE = "lieu: 3e étage de la mairie"
LINE = 4  # of the story, where the field is written

# The whole of what one writes: an old text, and the new one in its place.
EDITS = {
    "schema/story.py": (
        "    signature: Signature = field(",
        (
            '    place: Phrase | None = field("lieu", "Lieu", "Où cela s’est passé.", "la mairie",'
            " default=None)\n    signature: Signature = field("
        ),
    ),
    "form/phrases.yml": ("statut, accueil", "statut, lieu, accueil"),
    "documents/phrases.yml": ("quotite, annee", "quotite, lieu, annee"),
    "pages/templates/story_head.html": (
        "<div><dt>Début</dt>",
        (
            "{% if facts.place %}<div><dt>Lieu</dt><dd>{{ facts.place }}</dd></div>{% endif %}\n"
            "<div><dt>Début</dt>"
        ),
    ),
    "open_data/tables.py": ("duree_en_clair", "lieu duree_en_clair"),
}
QUESTIONNAIRE = """
from escales.documents.questionnaire import SiteNames, make_questionnaire
from escales.settings.site import Settings
print(make_questionnaire(SiteNames(), Settings()))
"""


@dataclass(frozen=True)
class Engine:
    """A copy of the engine with the field more, and a copy of the site whose story fills it."""

    hooks: Path
    root: Path

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            env={**os.environ, "PYTHONPATH": str(self.hooks)},
            check=False,
            capture_output=True,
            text=True,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout + done.stderr

    def check(self, said: str) -> str:
        """Return what the check says of the story, whose field says that."""
        story = self.root / STORY
        before = story.read_text(encoding="utf-8")
        story.write_text(before.replace(PLACE, said), encoding="utf-8")
        report = self.run("-m", "escales", "check", "--root", str(self.root))
        story.write_text(before, encoding="utf-8")
        return report.replace("\u00a0", " ")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("field")
    left_out = shutil.ignore_patterns("__pycache__")
    hooks = shutil.copytree(REPOSITORY / "hooks", folder / "hooks", ignore=left_out)
    for path, (old, new) in EDITS.items():
        file = hooks / "escales" / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, path
        file.write_text(text.replace(old, new), encoding="utf-8")
    root = copied(folder / "site")
    story = root / STORY
    lines = story.read_text(encoding="utf-8").split("\n")
    story.write_text("\n".join([*lines[: LINE - 1], PLACE, *lines[LINE - 1 :]]), encoding="utf-8")
    reference = root / "docs/contribuer/champs.md"
    reference.write_text("# Les champs\n\n<!-- escales:champs-recit -->\n", encoding="utf-8")
    return Engine(hooks, root)


@pytest.fixture(scope="module")
def published(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    assert engine.run("-m", "escales", "write", str(folder), "--root", str(engine.root)) == ""
    return folder


def test_the_edits_are_those_that_the_map_names() -> None:
    told = (REPOSITORY / "hooks/README.md").read_text(encoding="utf-8")
    entry = told.partition("- **A field more**")[2].partition("\n- ")[0]

    assert re.findall(r"`([^`]+/[^`]+)`", entry) == list(EDITS)
    assert len(EDITS) == 5


def test_it_is_validated(engine: Engine) -> None:
    assert engine.check(PLACE) == "Tout est en ordre.\n"
    assert f"{STORY}:{LINE}: lieu : il y a 100 caractères" in engine.check(f"lieu: {'a' * 100}")


def test_it_is_searched_for_personal_data(engine: Engine) -> None:
    report = engine.check("lieu: Mairie, a.b@c.example, 06 39 98 12 34")

    lines = [line for line in report.split("\n") if line.startswith(f"{STORY}:{LINE}: ")]
    assert [re.findall(r"« (.*?) »", line)[0] for line in lines] == [
        "a•••@c•••.example",
        "06 •• •• •• 34",
    ]


def test_it_is_on_the_page_in_the_form_and_in_the_field_reference(published: Path) -> None:
    page = (published / "recits/premier.md").read_text(encoding="utf-8")
    form = (published / "contribuer/raconter.md").read_text(encoding="utf-8")
    reference = (published / "contribuer/champs.md").read_text(encoding="utf-8")
    rules = json.loads(form.partition('id="es-regles">')[2].partition("</script>")[0])

    assert "<dt>Lieu</dt><dd>3e étage de la mairie</dd>" in page
    assert 'name="lieu"' in form
    (rule,) = [field for field in rules["fields"] if field["key"] == "lieu"]
    assert (rule["kind"], rule["most"], rule["searched"]) == ("text", 60, True)
    assert "Où cela s’est passé." in reference


def test_it_is_in_the_open_data_the_questionnaire_and_the_schema(
    published: Path, engine: Engine
) -> None:
    table = (published / "donnees/recits.csv").read_text(encoding="utf-8-sig").split("\n")
    schema = json.loads(engine.run("-m", "escales", "schema", "story"))

    assert "lieu" in table[0].split(",")
    assert "3e étage de la mairie" in "\n".join(table)
    assert "Où cela s’est passé." in engine.run("-c", QUESTIONNAIRE)
    assert schema["properties"]["lieu"]["description"].startswith("Où cela s’est passé.")
