# SPDX-License-Identifier: EUPL-1.2
"""Who bears a scheme, and who takes it up: their pages here."""

import sys
from collections.abc import Sequence
from dataclasses import replace

from escales.checking.site_links import ELSEWHERE_OR_NOTHING, make_exists, uri_meant
from escales.commands.new.interview import read_answer, say
from escales.commands.take.adoption import without_adoptions
from escales.commands.take.offer import Offer
from escales.commands.take.refusal import RefusedError
from escales.commands.take.site import Site
from escales.reading.absent_links import LINK
from escales.schema import Collectivity
from escales.words.choices import write_one_of
from escales.words.phrases import phrases_of
from escales.words.spelling import nearest

phrases = phrases_of("commands/take")


def missing_bearer(site: Site, offer: Offer) -> bytes | None:
    """Return the page of whoever bears a scheme, when the site has none; raise RefusedError.

    It comes without the schemes that this site has not, and leads to nothing that is not here.
    """
    sources = offer.sources
    known = site.employer(sources.bearer) or site.employer(sources.bearer_name)
    if known:
        siren = site.siren(known)
        if sources.bearer_siren and siren and siren != _digits(sources.bearer_siren):
            raise RefusedError(
                phrases.other_bearer.format(path=_path(known), bearer=sources.bearer_name)
            )
        return None
    for slug in site.employers:
        if sources.bearer_siren and site.siren(slug) == _digits(sources.bearer_siren):
            said = {"path": _path(slug), "slug": slug, "needed": _path(sources.bearer)}
            raise RefusedError(phrases.bearer_elsewhere.format(**said))
    text = offer.bearer_page.decode("utf-8-sig")
    text = without_adoptions(text, [*site.schemes, offer.slug])
    return _without_dead_links(text, site, offer).encode()


def _digits(siren: str) -> str:
    return "".join(siren.split())


def _path(slug: str) -> str:
    return f"docs/collectivites/{slug}.md"


def _without_dead_links(text: str, site: Site, offer: Offer) -> str:
    path = offer.sources.bearer_page
    exists = make_exists(replace(site.tree, texts=site.tree.texts | set(offer.sources.files)))

    def is_gone(target: str) -> bool:
        elsewhere = ELSEWHERE_OR_NOTHING.match(target) is not None
        return not elsewhere and not exists(uri_meant(path, target))

    return LINK.sub(lambda link: link["said"] if is_gone(link["target"]) else link[0], text)


def who_takes(site: Site, offer: Offer, asked: str | None) -> str | None:
    """Return the page of the employer that takes a scheme up, or None when it is nobody's.

    That is the one that was asked, or who publishes the site, or the only one that it may be.
    Raise RefusedError when there are several, and nobody to ask.
    """
    if asked:
        return site.employer(asked) or _unknown(site, asked)
    publisher = site.rules.publisher.editor.siren
    for slug in site.employers:
        if publisher and site.siren(slug) == publisher:
            return None if _bears(site, slug, offer) else slug
    came = {scheme.bearer.id for scheme in site.taken.values()}  # with what was taken before
    possible = [
        slug
        for slug, draft in site.employers.items()
        if not draft.is_example and slug not in came and not _bears(site, slug, offer)
    ]
    return _one_of(site, possible) if len(possible) > 1 else next(iter(possible), None)


def _bears(site: Site, slug: str, offer: Offer) -> bool:
    siren = offer.sources.bearer_siren
    return slug == offer.sources.bearer or bool(siren and site.siren(slug) == _digits(siren))


def _unknown(site: Site, asked: str) -> str:
    meant = write_one_of(sorted(site.employers), nearest(asked, site.employers))
    raise RefusedError(phrases.unknown_employer.format(found=asked, expected=meant))


def _one_of(site: Site, possible: Sequence[str]) -> str:
    """Ask which employer takes the scheme up."""
    if not sys.stdin.isatty():
        listed = ", ".join(possible[:10])
        raise RefusedError(phrases.several.format(listed=listed))
    say(phrases.who, *(f"  {slug} ({_name(site, slug)})" for slug in possible))
    while (answer := site.employer(read_answer())) not in possible:
        say(phrases.who_again)
    return str(answer)


def _name(site: Site, slug: str) -> str:
    facts: Collectivity | None = site.employers[slug].facts
    return facts.name if facts else slug
