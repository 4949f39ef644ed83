# SPDX-License-Identifier: EUPL-1.2
"""Every problem has its number, its place on the page, and examples that are true."""

import io
import os
import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from PIL import Image

from escales.checking.load import load
from escales.commands.check import check_repository
from escales.mkdocs.configuration_file import read_configuration
from escales.pages import make_block, make_site
from escales.problems.explanations import Explanation, explanations, themes
from escales.schema.rgaa import rgaa
from escales.words.addresses import PROBLEMS
from escales.words.spelling import slugify
from escales.words.vocabulary import Block, ExamplePlace
from in_git import git

NUMBERS = Path(__file__).parent / "numbers.txt"

PLAN = "stories/images/plan.png"
STORY = "stories/troisieme-essai.md"
VERSION = "schemes/renfort/versions/0.1.0"
OTHER_KIT = re.compile(r"^ +document: .*\n", re.MULTILINE)  # of a kit that a new scheme has not
KEY = re.compile(r"^\s*(\w+)\s*:")
TITLE = re.compile(r"^#+\s*(.*)$", re.MULTILINE)
HOMES = {
    ExamplePlace.STORY_HEADER: STORY,
    ExamplePlace.SCHEME_HEADER: "schemes/renfort/index.md",
    ExamplePlace.COLLECTIVITY_HEADER: "docs/collectivites/ecole-du-test.md",
    ExamplePlace.STORY: "stories/un-recit.md",
    ExamplePlace.COLLECTIVITY: "docs/collectivites/ville-du-phare.md",
    ExamplePlace.DOCUMENT: "schemes/renfort/kit/lettre-de-mission.md",
    ExamplePlace.PAGE: "docs/page.md",
}


def put(explanation: Explanation, snippet: str, root: Path) -> None:
    """Write a snippet where its explanation says, in place of what it is about."""
    match explanation.place:
        case (
            ExamplePlace.STORY_HEADER
            | ExamplePlace.SCHEME_HEADER
            | ExamplePlace.COLLECTIVITY_HEADER
        ):
            put_in_header(
                root / HOMES[explanation.place],
                snippet,
                keys(explanation.wrong) | keys(explanation.right),
            )
        case ExamplePlace.STORY_TEXT:
            put_in_text(
                root / STORY, snippet, titles(explanation.wrong) | titles(explanation.right)
            )
        case ExamplePlace.STORY_START:
            body = (root / STORY).read_text(encoding="utf-8").split("---\n", 2)[2]
            (root / STORY).write_text(snippet + body, encoding="utf-8")
        case ExamplePlace.TREE:
            for path in snippet.splitlines():
                plant(root, path)
        case ExamplePlace.SETTINGS:
            settings = "".join(f"    {line}\n" for line in snippet.splitlines())
            (root / "mkdocs.yml").write_text(f"extra:\n  escales:\n{settings}", encoding="utf-8")
        case (
            ExamplePlace.STORY
            | ExamplePlace.COLLECTIVITY
            | ExamplePlace.DOCUMENT
            | ExamplePlace.PAGE
        ):
            (root / HOMES[explanation.place]).write_text(snippet, encoding="utf-8")


def keys(snippet: str) -> set[str]:
    """Return the keys that are not below another, the alignment being perhaps the fault."""
    return {match[1] for line in snippet.splitlines() if (match := KEY.match(line))}


def titles(snippet: str) -> set[str]:
    return {slugify(match[1]) for match in TITLE.finditer(snippet)}


def put_in_header(file: Path, snippet: str, instead_of: set[str]) -> None:
    _, header, body = file.read_text(encoding="utf-8").split("---\n", 2)
    entries = [entry for entry in re.split(r"^(?=\w)", header, flags=re.MULTILINE) if entry]
    named = [entry.split(":")[0] in instead_of for entry in entries]
    header = replace(entries, named, snippet)
    file.write_text(f"---\n{header}---\n{body}", encoding="utf-8")


def put_in_text(file: Path, snippet: str, instead_of: set[str]) -> None:
    """Replace the sections that the snippet names, or else what the first one says."""
    _, header, body = file.read_text(encoding="utf-8").split("---\n", 2)
    if not instead_of:
        body = body.replace("Je voulais voir.\n", snippet)
    else:
        parts = re.split(r"^(?=## )", body.lstrip(), flags=re.MULTILINE)
        named = [slugify(part.split("\n")[0]) in instead_of for part in parts]
        body = replace(parts, named, f"{snippet}\n")
    file.write_text(f"---\n{header}---\n{body}", encoding="utf-8")


def replace(parts: list[str], named: list[bool], snippet: str) -> str:
    """Put a snippet in place of the first of the parts named, or at the end; drop the others."""
    place = named.index(True) if True in named else len(parts)
    kept = [[part] if not gone else [] for part, gone in zip(parts, named, strict=True)]
    kept.insert(place, [snippet])
    return "".join(part for group in kept for part in group)


def plant(root: Path, path: str) -> None:
    """Make a file of the kind that its folder holds, unless it is there."""
    models = {
        "index.md": "schemes/renfort/index.md",
        "kit": "schemes/renfort/kit/bilan-de-renfort.md",
    }
    kind = "kit" if "/kit/" in path else path.rpartition("/")[2]
    text = (root / models.get(kind, STORY)).read_text(encoding="utf-8")
    text = OTHER_KIT.sub("", text)
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    if not (root / path).exists():
        (root / path).write_text(text, encoding="utf-8")


def link(root: Path) -> None:
    (root / "stories/lien.md").symlink_to("premier.md")


def fill_picture(root: Path) -> None:
    with (root / PLAN).open("ab") as file:
        file.truncate(2_000_001)


def strip(root: Path) -> None:
    Image.new("1", (1, 60_000)).save(root / PLAN)


def cut(root: Path) -> None:
    (root / PLAN).write_bytes((root / PLAN).read_bytes()[:80])


def move(root: Path) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("white", "black")]
    frames[0].save(root / PLAN, "WEBP", save_all=True, append_images=frames[1:])


def locate(root: Path) -> None:
    exif = Image.Exif()
    exif[0x8825] = {1: "N"}
    Image.new("RGB", (8, 8)).save(root / PLAN, exif=exif)


def repeat(root: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", progressive=True)
    last = out.getvalue().rindex(b"\xff\xda")
    (root / PLAN).write_bytes(out.getvalue()[:-2] + out.getvalue()[last:-2] * 4_000)


def add(root: Path, text: str) -> None:
    story = (root / STORY).read_text(encoding="utf-8")
    (root / STORY).write_text(f"{story}\n{text}", encoding="utf-8")


def head(root: Path, lines: str) -> None:
    story = (root / STORY).read_text(encoding="utf-8")
    (root / STORY).write_text(story.replace("---\n", f"---\n{lines}", 1), encoding="utf-8")


def set_nav(root: Path, uri: str) -> None:
    (root / "mkdocs.yml").write_text(f"nav:\n  - {uri}\n", encoding="utf-8")


def set_theme(root: Path, text: str, files: dict[str, str] | None = None) -> None:
    (root / "mkdocs.yml").write_text(f"theme:\n  name: material\n{text}", encoding="utf-8")
    for name, content in (files or {}).items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")


def rename_story(root: Path) -> None:
    (root / STORY).rename(root / "stories/un-troisieme-essai.md")
    (root / "tests").mkdir()
    (root / "tests/addresses.txt").write_text("recits/troisieme-essai/\n", encoding="utf-8")


def tell(root: Path, *, audited: str = "", left: int = 106, more: str = "") -> None:
    """Write what is known of the criteria: of the first ones, and of others by chance."""
    etat = "pas encore audité"
    lines = "".join(f"  {number}: {{ etat: {etat} }}\n" for number in rgaa().numbers[:left])
    text = f"etablie_le: 2026-11-23\n{audited}criteres:\n{lines}{more}"
    (root / "docs/accessibilite.yml").write_text(text, encoding="utf-8")


def commit(root: Path) -> None:
    (root / "site").mkdir()
    (root / "site/index.html").touch()
    git(root, "init", "--quiet")
    git(root, "add", "--force", "site")


LOCK = """dispositifs:
  {}:
    origine: engine
    dispositif: renfort
    version: 0.1.0
    date: 2026-11-01
    pris_le: 2026-11-01
    porteur: {{ id: ville-d-essai, nom: Ville d’Essai }}
    licence: etalab-2.0
    fichiers:
      index.md: {}
"""


def lock(root: Path, slug: str) -> None:
    """Say that a scheme was taken, and leave its origin out."""
    (root / "escales.lock").write_text(LOCK.format(slug, "0" * 64), encoding="utf-8")


def change_file(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


AUDIT = "audit: { fait_le: 2026-03-02, par: Société, pages: Accueil, environnement: NVDA }\n"

# What an example in words stands for, and what one in text needs on the disk.
MAKERS: dict[str, Callable[[Path], object]] = {
    "not-utf8": lambda root: (root / STORY).write_bytes("---\ntitre: Été".encode("latin-1")),
    "empty-file": lambda root: (root / STORY).write_text("\n\n", encoding="utf-8"),
    "too-big": lambda root: (root / STORY).write_bytes(b"x" * 200_001),
    "symlink": link,
    "committed-output": commit,
    "linked-folder": lambda root: (root / ".cache").symlink_to(".."),
    "unreadable": lambda root: os.mkfifo(root / "stories/tuyau.md"),  # even for an administrator
    "image-format": lambda root: (root / "stories/images/plan.svg").write_text("<svg/>"),
    "image-too-big": fill_picture,
    "image-too-large": strip,
    "image-broken": cut,
    "image-animated": move,
    "image-located": locate,
    "image-costly": repeat,
    "hidden-character": lambda root: add(root, "Je vou\u202elais voir.\n"),
    "saved-twice": lambda root: add(root, "J’ai prÃªtÃ© main-forte.\n"),
    "stacked-accents": lambda root: add(root, f"Voir{chr(0x300) * 9}.\n"),
    "too-crowded": lambda root: add(root, "mot " * 5_001),
    "former-name": rename_story,
    "menu-missing": lambda root: set_nav(root, "dispositifs/tutorat/index.md"),
    "setting-refused": lambda root: set_theme(root, "extra:\n  analytics: { provider: x }\n"),
    "setting-unknown": lambda root: set_theme(root, "  pallete: {}\n"),
    "contrast": lambda root: set_theme(root, "  palette: { primary: yellow }\n"),
    "file-missing": lambda root: set_theme(root, "  logo: images/logo.svg\n"),
    "file-refused": lambda root: set_theme(
        root, "  logo: logo.svg\n", {"docs/logo.svg": "<svg><script>x</script></svg>"}
    ),
    "template-unknown": lambda root: set_theme(
        root, "  custom_dir: m\n", {"m/main.html": '{% include "partials/tabs.html" %}'}
    ),
    "page-missing": lambda root: (root / "docs/mentions-legales.md").unlink(),
    "criterion-unknown": lambda root: tell(root, more="  14.1: { etat: pas encore audité }\n"),
    "criterion-missing": lambda root: tell(root, left=105),
    "audit-unfinished": lambda root: tell(root, audited=AUDIT),
    "origin-changed": lambda root: lock(root, "renfort"),
    "taken-scheme-gone": lambda root: lock(root, "parti"),
    "version-altered": lambda root: change_file(
        root, f"{VERSION}/kit/fiche-de-renfort.md", "le bureau", "le lieu"
    ),
    "version-unreadable": lambda root: (root / VERSION / "fichiers.json").unlink(),
    "changed-since-version": lambda root: change_file(
        root, "schemes/renfort/index.md", "version: 0.2.0\njournal", "version: 0.1.0\njournal"
    ),
    "header-too-long": lambda root: head(root, "".join(f"k{n}: x\n" for n in range(1_001))),
}


def codes(root: Path) -> set[str]:
    problems = check_repository(root, read_configuration(root / "mkdocs.yml"))
    return {problem.code for problem in problems}


@pytest.mark.parametrize(
    "explanation", explanations().values(), ids=lambda explanation: explanation.number
)
def test_the_wrong_example_gives_its_problem_and_the_right_one_none(
    explanation: Explanation, root: Path, tmp_path: Path
) -> None:
    """An example that the check sees otherwise would teach the fault."""
    other = shutil.copytree(root, tmp_path / "other")
    if explanation.code in MAKERS:
        MAKERS[explanation.code](root)
    put(explanation, explanation.wrong, root)
    put(explanation, explanation.right, other)

    if explanation.place is ExamplePlace.STORY_START:  # shown without all that a header must have
        assert explanation.code in codes(root)
        assert explanation.code not in codes(other)
    else:
        assert codes(root) == {explanation.code}
        assert codes(other) == set()


def test_every_sentence_is_explained() -> None:
    assert {
        code
        for code, explanation in explanations().items()
        if explanation.place is ExamplePlace.WORDS
    } <= set(MAKERS)
    for explanation in explanations().values():
        assert len(explanation.meaning) > 60, explanation.number
        assert explanation.wrong != explanation.right, explanation.number
        assert len(explanation.title) < 60, explanation.number


def test_a_number_never_changes_its_meaning() -> None:
    """`numbers.txt` only grows: a number that is no longer told stays there, with a dash."""
    kept = NUMBERS.read_text(encoding="utf-8").splitlines()
    given = [line for line in kept if not line.endswith(" -")]

    assert given == [f"{explanation.number} {code}" for code, explanation in explanations().items()]
    assert len({line.split()[0] for line in kept}) == len(kept)
    assert all(
        explanation.number[:2] == theme.explanations[0].number[:2]
        for theme in themes()
        for explanation in theme.explanations
    )


def test_the_page_tells_every_problem_at_its_number(root: Path) -> None:
    page = str(make_block(Block.PROBLEMS, PROBLEMS, make_site(load(root), [])))

    for explanation in explanations().values():
        assert page.count(f'id="{explanation.anchor}"') == 1
        section = page.partition(f'id="{explanation.anchor}"')[2].partition("</section>")[0]
        shown = unescape(section).replace("⇥", "").replace("\n\n", "\n").replace("\u00a0", " ")
        for text in (
            explanation.number,
            explanation.title,
            explanation.generic_sentence,
            explanation.meaning,
            explanation.wrong,
            explanation.right,
        ):
            plain = text.strip("\n").replace("\n\n", "\n").replace("\u00a0", " ")
            assert plain in shown, explanation.number
        assert "{" not in explanation.generic_sentence
    assert "\n\n" not in page  # a blank line would end the HTML within Markdown
    assert page.count("href=") == len(explanations()) + len(themes())
