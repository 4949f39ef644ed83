# SPDX-License-Identifier: EUPL-1.2
"""An address once published is kept: a page answers there, or leads to the one that moved."""

from published import answering, kept

CONTENT = ("recits/", "dispositifs/", "collectivites/")


def test_every_address_that_was_published_still_answers() -> None:
    """`addresses.txt` only grows: a page that moves says so in its header, or this fails."""
    assert kept() - answering() == set()


def test_the_address_of_a_new_page_of_the_project_is_kept_from_its_first_day() -> None:
    """`make golden` adds it; those of stories and employers, which it adds too, need no code."""
    new = answering() - kept()

    assert {one for one in new if not one.startswith(CONTENT)} == set()
