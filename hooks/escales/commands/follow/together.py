# SPDX-License-Identifier: EUPL-1.2
"""The files of a site that follows a new version of a scheme, before any of them is written."""

from collections.abc import Iterator

from escales.commands.follow.followed import Followed
from escales.commands.follow.renaming import with_new_name
from escales.commands.take.command import adopt
from escales.commands.take.employers import missing_bearer
from escales.commands.take.lock_text import lock_text, taken
from escales.commands.take.refusal import BroughtProblemsError, RefusedError
from escales.commands.take.site import Site
from escales.commands.take.stage import check_alone
from escales.reading.lock import LOCK
from escales.reading.version_files import ORIGIN
from escales.schema import Collectivity
from escales.words.phrases import phrases_of

phrases = phrases_of("commands/follow")


def stop_at_bad_offer(site: Site, followed: Followed) -> None:
    """Raise BroughtProblemsError when what comes is wrong by itself."""
    offer = followed.offer
    files = {f"schemes/{offer.slug}/{path}": text for path, text in offer.files.items()}
    files |= {f"schemes/{offer.slug}/{ORIGIN}/{path}": t for path, t in offer.files.items()}
    files[offer.sources.bearer_page] = offer.bearer_page
    files[LOCK] = lock_text({offer.slug: taken(offer, site.rules.today)}).encode()
    problems = [
        problem
        for problem in check_alone(files, site.configuration)
        if problem.stops and problem.path.startswith("schemes/")
    ]
    if problems:
        said = phrases.bad_offer.format(slug=followed.slug, version=followed.theirs.version)
        raise BroughtProblemsError(said, problems, site.configuration.address)


def changes_of(site: Site, followed: Followed) -> dict[str, bytes | None]:
    """Return the files that change, by path; None where one goes away.

    Raise RefusedError when the new name of the scheme is that of another one here.
    """
    slug, new, offer = followed.slug, followed.name, followed.offer
    changes: dict[str, bytes | None] = {}
    if new != slug:
        changes |= _moved(site, slug, new)
    for each in followed.outcomes:
        before = followed.ours.below.get(each.before)
        if each.is_renamed and before is not None:
            changes[f"schemes/{new}/{each.before}"] = None
        if each.is_renamed or new != slug or each.content != before:
            changes[f"schemes/{new}/{each.path}"] = each.content
    gone = {f"schemes/{new}/{ORIGIN}/{path}": None for path in followed.base.below}
    changes |= gone | {f"schemes/{new}/{ORIGIN}/{p}": t for p, t in offer.files.items()}
    if bearer := missing_bearer(site, offer):
        changes[offer.sources.bearer_page] = bearer
    for path in adopters(site, followed):
        earlier = changes.get(path)
        text = earlier.decode() if earlier else site.text(path)
        changes[path] = adopt(site, path, offer, text, former=slug, name=new)
    schemes = {name: each for name, each in site.taken.items() if name != slug}
    locked = {**schemes, new: taken(offer, site.rules.today)}
    changes[LOCK] = lock_text(locked).encode()
    return changes


def _moved(site: Site, old: str, new: str) -> dict[str, bytes | None]:
    """Move a scheme, with all that stands beside it, and have the other texts say its new name."""
    if new in {*site.schemes, *site.taken}:
        raise RefusedError(phrases.name_taken.format(old=old, new=new))
    folder = site.root / "schemes" / old
    changes: dict[str, bytes | None] = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink():
            below = file.relative_to(folder).as_posix()
            changes[f"schemes/{old}/{below}"] = None
            changes[f"schemes/{new}/{below}"] = file.read_bytes()
    return changes | {path: text.encode() for path, text in with_new_name(site, old, new)}


def adopters(site: Site, followed: Followed) -> list[str]:
    """Return the page that says which version was taken up, when it is clear which one."""
    pages = [*_adopting(site, followed.slug)]
    publisher = site.rules.publisher.editor.siren
    own = [slug for slug in pages if publisher and site.siren(slug) == publisher]
    pages = own or pages
    return [f"docs/collectivites/{slug}.md" for slug in pages] if len(pages) == 1 else []


def _adopting(site: Site, scheme: str) -> Iterator[str]:
    for slug, draft in site.employers.items():
        facts: Collectivity | None = draft.facts
        if facts and any(adoption.scheme == scheme for adoption in facts.adoptions):
            yield slug
