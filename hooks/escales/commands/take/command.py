# SPDX-License-Identifier: EUPL-1.2
"""The command `escales take`: what it checks, then writes, and what it says."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from os.path import lexists
from pathlib import Path

from escales.commands.console import OK, PROBLEMS, refuse
from escales.commands.take.adoption import Adopted, with_adoption
from escales.commands.take.employers import missing_bearer, who_takes
from escales.commands.take.lock_text import lock_text, taken
from escales.commands.take.offer import Offer, find_offer
from escales.commands.take.refusal import BroughtProblemsError, RefusedError
from escales.commands.take.site import Site, read_site
from escales.commands.take.stage import check_with, end_what_was_stopped, forget, put_in_place
from escales.problems.reports import write_plain_report
from escales.reading.lock import LOCK
from escales.reading.version_files import ORIGIN
from escales.schema.lock import ENGINE
from escales.words.phrases import phrases_of

phrases = phrases_of("commands/take")

WEB = "https://"


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("scheme", metavar="DISPOSITIF", help=phrases.scheme_option)
    parser.add_argument("--from", dest="origin", metavar="ORIGINE", help=phrases.origin_option)
    parser.add_argument("--for", dest="adopter", metavar="FICHE", help=phrases.adopter_option)


def run(options: Namespace) -> int:
    """Take a scheme; return 1 when the check refuses what would come, 2 when nothing can be."""
    try:
        if end_what_was_stopped(options.root):
            sys.stdout.write(f"{phrases.ended}\n\n")
        sys.stdout.write(take(options.root, options.scheme, options.origin, options.adopter))
    except RefusedError as refused:
        return refuse(str(refused))
    except BroughtProblemsError as brought:
        sys.stderr.write(f"escales : {brought}\n\n")
        sys.stdout.write(write_plain_report(brought.problems, brought.site))
        return PROBLEMS
    return OK


def take(root: Path, scheme: str, origin: str | None = None, employer: str | None = None) -> str:
    """Take a scheme from an origin, the engine unless another is named; return the account of it.

    Raise RefusedError, or BroughtProblemsError: then nothing was written.
    """
    site = read_site(root)
    _stop_when_here(site, scheme)
    offer = find_offer(scheme, origin or ENGINE)
    _stop_when_here(site, offer.slug)
    changes = {f"schemes/{offer.slug}/{path}": text for path, text in offer.files.items()}
    changes |= {f"schemes/{offer.slug}/{ORIGIN}/{path}": t for path, t in offer.files.items()}
    if bearer := missing_bearer(site, offer):
        changes[offer.sources.bearer_page] = bearer
    adopter = who_takes(site, offer, employer)
    if adopter:
        path = f"docs/collectivites/{adopter}.md"
        changes[path] = adopt(site, path, offer, site.text(path))
    locked = {**site.taken, offer.slug: taken(offer, site.rules.today)}
    changes[LOCK] = lock_text(locked).encode()
    problems = check_with(root, changes, site.configuration)
    if any(problem.stops for problem in problems):
        said = phrases.refused.format(slug=offer.slug)
        raise BroughtProblemsError(said, problems, site.configuration.address)
    forget(put_in_place(root, changes))  # two pages, which git has
    lines = _account(site, offer, adopter, [*changes])
    return "\n".join([*lines, ""])


def adopt(  # noqa: PLR0913  # what a page says, and the names that the scheme may have
    site: Site, path: str, offer: Offer, text: str, *, former: str = "", name: str = ""
) -> bytes:
    """Return the page of an employer that takes an offer up, under a name of its own if any."""
    page = offer.page if offer.page and offer.page.startswith(WEB) else None
    adopted = Adopted(name or offer.slug, offer.sources.version, site.rules.today.year, page)
    windows = "\r\n" in text
    text = with_adoption(text.replace("\r\n", "\n"), adopted, path, former)
    return (text.replace("\n", "\r\n") if windows else text).encode()


def _stop_when_here(site: Site, slug: str) -> None:
    if slug in site.taken:
        raise RefusedError(phrases.taken_already.format(slug=slug))
    if slug in site.schemes or lexists(site.root / "schemes" / slug):
        raise RefusedError(phrases.here_already.format(slug=slug))


def _account(site: Site, offer: Offer, adopter: str | None, paths: list[str]) -> Iterator[str]:
    sources, slug = offer.sources, offer.slug
    yield phrases.done.format(
        title=sources.title, version=sources.version, bearer=sources.bearer_name
    )
    yield ""
    yield phrases.files.format(slug=slug, number=len(offer.files))
    yield phrases.origin.format(path=f"schemes/{slug}/{ORIGIN}/")
    if sources.bearer_page in paths:
        yield phrases.bearer.format(path=sources.bearer_page)
    if adopter:
        yield phrases.adopted.format(path=f"docs/collectivites/{adopter}.md")
    else:
        yield phrases.not_adopted.format(slug=slug, version=sources.version)
    yield phrases.locked.format(path=LOCK)
    chosen = site.rules.chosen
    if chosen and slug in chosen.schemes:
        yield phrases.instead.format(slug=slug, file=chosen.file)
    yield ""
    yield phrases.next.format(slug=slug)
