# SPDX-License-Identifier: EUPL-1.2
"""What a maintainer says of the place where the site is published."""

import pytest

from escales.settings import Settings
from escales.vocabulary import Forge


@pytest.mark.parametrize(
    ("edit_path", "forge", "branch"),
    [
        ("-/edit/main/", Forge.GITLAB, "main"),
        ("edit/trunk/", Forge.GITHUB, "trunk"),
        ("_edit/main/", Forge.FORGEJO, "main"),
        ("src/branch/main/", None, "src/branch/main"),
        ("", None, "main"),
    ],
)
def test_the_path_to_edit_a_file_tells_the_forge(
    edit_path: str, forge: Forge | None, branch: str
) -> None:
    settings = Settings(repository="https://forge.example/a/b", edit_path=edit_path)

    assert settings.forge is forge
    assert settings.branch == branch


def test_without_a_repository_there_is_no_forge() -> None:
    assert Settings(edit_path="edit/main/").forge is None
