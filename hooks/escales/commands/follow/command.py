# SPDX-License-Identifier: EUPL-1.2
"""The command `escales follow`: what changed at the origin of what was taken, and its merge."""

import sys
from argparse import ArgumentParser, Namespace

from escales.commands.console import OK, PROBLEMS, refuse
from escales.commands.follow.followed import Followed, read_followed
from escales.commands.follow.telling import tell_changes, tell_merge
from escales.commands.follow.together import adopters, changes_of, stop_at_bad_offer
from escales.commands.take.refusal import BroughtProblemsError, RefusedError
from escales.commands.take.site import Site, read_site
from escales.commands.take.stage import check_with, end_what_was_stopped, put_in_place
from escales.machine.three_way import NoGitError
from escales.problems.reports import write_plain_report
from escales.words.choices import write_one_of
from escales.words.phrases import phrases_of
from escales.words.spelling import nearest

phrases = phrases_of("commands/follow")


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("scheme", nargs="?", metavar="DISPOSITIF", help=phrases.scheme_option)
    parser.add_argument("--from", dest="origin", metavar="ORIGINE", help=phrases.origin_option)
    parser.add_argument("--merge", action="store_true", help=phrases.merge_option)


def run(options: Namespace) -> int:
    """Tell, or merge; return 1 when something is left to choose or to mend, 2 when refused."""
    status = OK
    try:
        if end_what_was_stopped(options.root):
            _say(phrases.ended, "")
        site = read_site(options.root)
        slugs = _asked(site, options)
    except RefusedError as refused:
        return refuse(str(refused))
    for place, slug in enumerate(slugs):
        _say(*([""] if place else []))
        try:
            followed = read_followed(site, slug, options.origin)
            _say(*tell_changes(followed, to_merge=options.merge))
            if options.merge and followed.is_new:
                status = max(status, _merge(site, followed))
                site = read_site(options.root)
        except RefusedError as refused:
            status = refuse(str(refused))
        except NoGitError:
            status = refuse(phrases.no_git)
        except BroughtProblemsError as brought:
            sys.stderr.write(f"escales : {brought}\n\n")
            _say(write_plain_report(brought.problems, brought.site).rstrip("\n"))
            status = max(status, PROBLEMS)
    return status


def _asked(site: Site, options: Namespace) -> list[str]:
    """Return the names of the schemes to follow; raise RefusedError when there are none."""
    if not site.taken:
        raise RefusedError(phrases.nothing_taken)
    if options.scheme is None:
        if options.origin and len(site.taken) > 1:
            raise RefusedError(phrases.which)
        return sorted(site.taken)
    names = {one.scheme: slug for slug, one in site.taken.items()} | {s: s for s in site.taken}
    if options.scheme not in names:
        meant = write_one_of(sorted(site.taken), nearest(options.scheme, site.taken))
        raise RefusedError(phrases.not_taken.format(found=options.scheme, expected=meant))
    return [names[options.scheme]]


def _merge(site: Site, followed: Followed) -> int:
    if followed.is_older:
        return OK  # told already
    if followed.waiting:
        raise RefusedError(phrases.waiting.format(paths=", ".join(followed.waiting)))
    stop_at_bad_offer(site, followed)
    changes = changes_of(site, followed)
    problems = check_with(site.root, changes, site.configuration)
    pages = adopters(site, followed)
    before = put_in_place(site.root, changes)
    _say("", *tell_merge(followed, pages, before))
    if not problems:
        _say("", phrases.whole)
        return OK
    report = write_plain_report(problems, site.configuration.address)
    _say("", phrases.left, "", report.rstrip("\n"))
    return PROBLEMS if any(problem.stops for problem in problems) else OK


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
