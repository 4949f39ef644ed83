# SPDX-License-Identifier: EUPL-1.2
"""What no YAML case can hold: bytes, sizes, links on disk, spellings that mean the same."""

import codecs
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from building import obey_rights
from escales.checking.load import check, load
from escales.problems.reports import FORMATS
from escales.reading.disk import NEW_LINE, FileKind
from escales.reading.editor_schemas import schema_text
from escales.reading.hidden_characters import HIDDEN, STACKED, is_usual

STORY = "stories/troisieme-essai.md"
MANY = 80  # stories: enough to be shared between the cores


def told(root: Path) -> list[str]:
    return [f"{p.path}:{p.line}: {p.code}" for p in check(root)]


def test_another_encoding_is_told_at_its_line(root: Path) -> None:
    text = (root / STORY).read_text(encoding="utf-8")
    (root / STORY).write_bytes(text.replace("’", "'").encode("latin-1"))

    assert told(root) == [f"{STORY}:2: not-utf8"]


def test_a_text_over_the_limit_is_not_read(root: Path) -> None:
    (root / STORY).write_bytes(b"x" * 200_001)

    assert told(root) == [f"{STORY}:1: too-big"]


def test_symbolic_links_are_not_followed(root: Path) -> None:
    """A link may lead to the secrets of the machine that builds."""
    (root / "stories/lien.md").symlink_to("/proc/self/environ")
    (root / "stories/dossier").symlink_to("/etc")
    (root / "stories/images/lien.png").symlink_to("plan.png")

    assert told(root) == [
        "stories/dossier:1: symlink",
        "stories/images/lien.png:1: symlink",
        "stories/lien.md:1: symlink",
    ]


def test_a_whole_folder_behind_a_link_is_not_followed(root: Path) -> None:
    (root / "stories").rename(root.parent / "elsewhere")
    (root / "stories").symlink_to(root.parent / "elsewhere")

    assert told(root) == ["stories:1: symlink"]


def test_a_picture_named_on_another_system_is_found(root: Path) -> None:
    """A Mac writes é as two characters in the names of files."""
    (root / "stories/images/plan.png").rename(
        root / unicodedata.normalize("NFD", "stories/images/été.png")
    )
    story = root / "stories/premier.md"
    text = story.read_text(encoding="utf-8").replace("images/plan.png", "images/été.png")
    story.write_text(text, encoding="utf-8")

    assert told(root) == []
    assert load(root).pictures["recits/images/été.webp"].file.is_file()


def test_only_the_pictures_that_a_text_shows_are_published(root: Path) -> None:
    (root / "stories/images/autre.png").write_bytes(b"anything")

    assert sorted(load(root).pictures) == [
        "dispositifs/renfort/images/plan.webp",
        "recits/images/plan.webp",
    ]


@pytest.mark.parametrize("name", ["page.html", "plan.svg", "x.js", "affiche.pdf", "x.markdown"])
def test_docs_holds_pages_and_pictures_only(root: Path, name: str) -> None:
    """Whatever else stood there would be published as it is, under the address of the site."""
    (root / "docs" / name).write_bytes(b"<script>alert(1)</script>")

    assert told(root) == [f"docs/{name}:1: unexpected-file"]


def test_a_link_to_such_a_file_is_told_where_it_is_written(root: Path) -> None:
    (root / "docs/affiche.pdf").write_bytes(b"%PDF")
    story = root / STORY
    text = story.read_text(encoding="utf-8")
    story.write_text(text.replace("Je voulais voir.", "[L’affiche](../docs/affiche.pdf)"))

    assert told(root) == [f"{STORY}:18: link-unpublished"]


def test_what_is_no_file_is_told(root: Path) -> None:
    """A pipe would make the check wait for ever."""
    os.mkfifo(root / "stories/tuyau.md")

    assert told(root) == ["stories/tuyau.md:1: unreadable"]


def with_byte_order_mark(raw: bytes) -> bytes:
    return codecs.BOM_UTF8 + raw


def with_windows_lines(raw: bytes) -> bytes:
    return raw.replace(b"\n", b"\r\n")


def with_old_mac_lines(raw: bytes) -> bytes:
    return raw.replace(b"\n", b"\r")


def decomposed(raw: bytes) -> bytes:
    return unicodedata.normalize("NFD", raw.decode()).encode()


def with_straight_apostrophes(raw: bytes) -> bytes:
    return raw.decode().replace("’", "'").encode()


def with_no_break_spaces(raw: bytes) -> bytes:
    """As a word processor writes the header: around the colons, and before the keys."""
    header, rest = raw.decode().removeprefix("---\n").split("\n---\n", 1)
    header = re.sub(r"^( *(?:- )?\w+): ", "\\1\u00a0:\u00a0", header, flags=re.MULTILINE)
    header = header.replace("  ", "\u00a0\u00a0")
    return f"---\n{header}\n---\n{rest}".encode()


@pytest.mark.parametrize(
    "spelling",
    [
        with_byte_order_mark,
        with_windows_lines,
        with_old_mac_lines,
        decomposed,
        with_no_break_spaces,
    ],
)
def test_spellings_mean_the_same(root: Path, spelling: Callable[[bytes], bytes]) -> None:
    """The library is the very same, whatever the editor did to the file."""
    plain = load(root)
    for path in ("stories/premier.md", STORY, "stories/2025/deuxieme-voix.md"):
        (root / path).write_bytes(spelling((root / path).read_bytes()))

    assert load(root) == plain


def test_usual_signs_need_no_other_look() -> None:
    """A file that holds nothing else is left as it is: all its signs show, and have one form."""
    signs = [chr(code) for code in range(0x10000)]
    usual = [sign for sign in signs if is_usual(sign)]

    assert set("aé’«»œ€\u00a0\u202f\n") < set(usual)
    for one in usual:
        text = "".join(f"{one}{other}" for other in usual)
        assert unicodedata.is_normalized("NFC", text), ascii(one)
        assert NEW_LINE.search(one) is None, ascii(one)
        assert HIDDEN.search(text) is None, ascii(one)
        assert STACKED.search(text) is None, ascii(one)


def test_straight_apostrophes_name_the_same_things(root: Path) -> None:
    """Sections, collectivities and schemes are found; the text keeps its author's apostrophes."""
    for path in ("stories/premier.md", STORY, "stories/2025/deuxieme-voix.md"):
        (root / path).write_bytes(with_straight_apostrophes((root / path).read_bytes()))

    assert told(root) == []


def test_hidden_files_are_nobodys_content(root: Path) -> None:
    (root / "stories/.brouillon.md").write_text("x", encoding="utf-8")
    (root / "stories/.git").mkdir()
    (root / "stories/.git/config").write_text("x", encoding="utf-8")

    assert told(root) == []


def test_an_empty_repository_is_right(tmp_path: Path) -> None:
    assert check(tmp_path) == []


def test_two_files_that_no_eye_can_tell_apart_are_told(root: Path) -> None:
    """One of them would be published without having been looked into."""
    one, other = (unicodedata.normalize("NFC", "été.md"), unicodedata.normalize("NFD", "été.md"))
    for name, text in ((one, "Un texte.\n"), (other, "<script>alert(1)</script>\n")):
        (root / "docs" / name).write_text(f"# Titre\n\n{text}", encoding="utf-8")

    assert "docs/été.md:1: duplicate-slug" in told(root)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("stories/images/Plan.png", "stories/images/plan.png"),
        ("docs/A-propos.md", "docs/a-propos.md"),
        ("docs/ÉTÉ.md", "docs/été.md"),
        ("docs/grosse.md", "docs/große.md"),
    ],
)
def test_two_files_that_are_one_on_another_system_are_told(
    root: Path, one: str, other: str
) -> None:
    """Windows and macOS would keep one of them, and publish it in the place of the other."""
    for name in (one, other):
        (root / name).write_bytes((root / "docs/index.md").read_bytes())

    assert f"{other}:1: duplicate-slug" in told(root)


@pytest.mark.parametrize("folder", ["stories", "schemes", "docs"])
def test_a_folder_that_is_a_file_is_told(root: Path, folder: str) -> None:
    """Else the site would be published without what it holds."""
    shutil.rmtree(root / folder)
    (root / folder).touch()

    assert f"{folder}:1: unreadable" in told(root)


@pytest.mark.parametrize("folder", ["stories", "stories/2025", "schemes/renfort/kit"])
@pytest.mark.parametrize("mode", [0o000, 0o444])
def test_a_folder_that_cannot_be_read_is_told(root: Path, folder: str, mode: int) -> None:
    (root / folder).chmod(mode)
    done = subprocess.run(
        [sys.executable, "-m", "escales", "check", "--root", str(root)],
        check=False,
        capture_output=True,
        text=True,
        preexec_fn=obey_rights,  # no thread here
    )
    (root / folder).chmod(0o755)

    assert f"{folder}:1: Le fichier ne peut pas être lu" in done.stdout


def test_a_schema_that_the_project_did_not_make_is_not_published(root: Path) -> None:
    folder = root / "docs/contribuer/schemas"
    folder.mkdir()
    (folder / "recit.json").write_text(
        schema_text(FileKind.STORY), encoding="utf-8", newline="\r\n"
    )
    (folder / "document.json").write_text('{"secret": "1 62 08 75 999 000 62"}', encoding="utf-8")
    (folder / "autre.json").write_text(schema_text(FileKind.STORY), encoding="utf-8")

    assert told(root) == [
        "docs/contribuer/schemas/autre.json:1: unexpected-file",
        "docs/contribuer/schemas/document.json:1: unexpected-file",
    ]


def test_all_cores_find_what_one_finds(root: Path) -> None:
    """A process with another thread works alone; a command shares the work between the cores."""
    text = (root / "stories/premier.md").read_text(encoding="utf-8")
    for number in range(MANY):
        said = text.replace("## ", "# ", number % 7).replace("annee: ", "annee: x", number % 2)
        (root / f"stories/autre-{number}.md").write_text(said, encoding="utf-8")
    done = threading.Event()
    (other := threading.Thread(target=done.wait)).start()
    alone = check(root)
    done.set()
    other.join()

    command = [sys.executable, "-m", "escales", "check", "--format", "json", "--root", str(root)]
    told = subprocess.run(command, check=False, capture_output=True, text=True).stdout

    assert len(alone) > MANY
    assert told == FORMATS["json"](alone, "")
    assert len(json.loads(told)) == len(alone)
