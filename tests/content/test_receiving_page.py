# SPDX-License-Identifier: EUPL-1.2
"""The page for who receives a story says all that the first one asks, in few words."""

import re
from html import unescape
from pathlib import Path

from building import REPOSITORY
from content.conftest import own_library
from escales.pages import make_block, make_site
from escales.words.vocabulary import Block

PAGE = REPOSITORY / "docs/maintenir/recevoir.md"
TEXT = PAGE.read_text(encoding="utf-8")
MOST_WORDS = 2500  # that one reads before the first true story: 10,700 before this page was there
MUST_READ = re.compile(r"\*\*Lisez \[[^\]]*\]\(([^)]*)\)\*\*")


def words(markdown: str) -> int:
    """Count words as readers do, without the header, and with what blocks say."""
    text = markdown.partition("\n---\n")[2]
    block = make_block(Block.LETTERS, "maintenir/recevoir.md", make_site(own_library()))
    text = text.replace("<!-- escales:lettres -->", unescape(re.sub(r"<[^>]*>", " ", str(block))))
    text = re.sub(r"\]\([^)]*\)", "]", text)
    return len(re.findall(r"[^\W_][^\s|]*", text))


def must_read() -> list[Path]:
    """Return the page, and those that it says must be read."""
    return [PAGE, *((PAGE.parent / link).resolve() for link in MUST_READ.findall(TEXT))]


def test_the_first_true_story_asks_little_reading() -> None:
    pages = must_read()
    read = sum(words(page.read_text(encoding="utf-8")) for page in pages)

    assert [page.name for page in pages] == ["recevoir.md", "accord.md"]
    assert 1000 < read <= MOST_WORDS, read


def test_it_promises_nothing_else_to_read() -> None:
    *_, last = TEXT.strip().split("\n")

    assert last == "Vous n’avez rien d’autre à lire avant le premier récit."


def test_its_five_steps_come_first_and_are_short() -> None:
    steps = re.findall(r"^\d\. \*\*(\w+)", TEXT.partition("\n## ")[0], re.MULTILINE)

    assert steps == ["Recevez", "Relisez", "Répondez", "Publiez", "Effacez"]
    assert words(TEXT.partition("\n## ")[0]) < 200


def test_it_asks_for_all_that_a_site_must_say() -> None:
    """Nine values, each of which the check asks for."""
    first = TEXT.partition("## La première fois")[2]

    for key in ("editeur", "directeur_publication", "hebergeur", "contact", "dpo"):
        assert f"`{key}`" in first
    assert "neuf valeurs" in first


def test_readers_find_it() -> None:
    for path in ("docs/maintenir/index.md", "README.md", "docs/plan-du-site.md"):
        assert "recevoir.md" in (REPOSITORY / path).read_text(encoding="utf-8"), path
    template = REPOSITORY / "hooks/escales/commands/init/template/README.md"
    assert "maintenir/recevoir" in template.read_text(encoding="utf-8")
