# SPDX-License-Identifier: EUPL-1.2
"""Where each file of the repository appears on the site, and how one page links to another.

A `uri` names a page or a file below the root of the site, as MkDocs does: "recits/x.md" is the
page at the address "recits/x/".
"""

import re
from collections.abc import Sequence

STORIES = "recits/index.md"
SCHEMES = "dispositifs/index.md"
COLLECTIVITIES = "collectivites/index.md"
PROBLEMS = "contribuer/problemes.md"
BY_CATEGORY = "recits/par-categorie/index.md"
BY_DURATION = "recits/par-duree/index.md"
BY_SCHEME = "recits/par-dispositif/index.md"
BY_VIEWPOINT = "recits/par-point-de-vue/index.md"
# The lists that every site has, be they empty.
LISTS = (STORIES, SCHEMES, COLLECTIVITIES, BY_CATEGORY, BY_DURATION, BY_SCHEME, BY_VIEWPOINT)
PREVIEW = "recits/apercu.md"  # the page of a story before it is published
DOCUMENTS = "contribuer/document.md"  # the page of the questionnaire and of the agreement
QUESTIONNAIRE = "contribuer/questionnaire.md"  # no page: to download, in several formats
NO_SCHEME = "hors-dispositif"

# The pages written by hand that others lead to, whatever the content.
TELLING = "contribuer/index.md"
NEEDED = (TELLING, "donnees-personnelles.md", "mentions-legales.md")
FORM = "contribuer/raconter.md"
DOORS_LEAD_TO = (FORM, DOCUMENTS)  # from a page that shows the ways to tell a story

PICTURE = re.compile(r"\.(?:jpe?g|png|webp)$", re.IGNORECASE)  # what a contributed picture ends in

# What a story or a scheme may not be called: the site has pages there, now or in its design.
RESERVED = {
    "stories": {"index", "page", "images", "par-categorie", "par-duree", "par-dispositif"}
    | {"par-point-de-vue", "flux", "explorateur", "apercu"},
    "schemes": {"index", NO_SCHEME},
    "docs/collectivites": {"index", "page", "carte"},
}


def uri_of(path: str) -> str | None:
    """Return where a file of the repository is published, or None when it is not.

    Every picture is published as WebP.
    """
    path = path if path.endswith(".md") else PICTURE.sub(".webp", path)
    match path.split("/"):
        case ["stories", "images", *_, _]:
            return f"recits/{path.removeprefix('stories/')}"
        case ["stories", *_, name] if name.endswith(".md"):
            return f"recits/{name}"
        case ["stories", *_, _]:
            return f"recits/images/{path.removeprefix('stories/')}"
        case ["schemes", *_, _]:
            return f"dispositifs/{path.removeprefix('schemes/')}"
        case ["docs", *_, _]:
            return path.removeprefix("docs/")
    return None


def url_of(uri: str) -> str:
    """Return the address of a page below the root of the site; "" is the home page."""
    uri, _, anchor = uri.partition("#")
    if uri.endswith(".md"):
        stem = uri.removesuffix(".md")
        uri = stem.removesuffix("index") if f"/{stem}".endswith("/index") else f"{stem}/"
    return f"{uri}#{anchor}" if anchor else uri


def path_to_root(uri: str) -> str:
    """Return what leads from a page to the root of the site: "../../", or "./" from the home."""
    return "../" * url_of(uri).count("/") or "./"


def nth_page_uri(uri: str, number: int) -> str:
    """Return the uri of the nth page of a list, counted from 1."""
    if number == 1:
        return uri
    base = uri.removesuffix(".md").removesuffix("index").rstrip("/")
    return f"{base}/page/{number}.md"


def download_uri(uri: str, kind: str) -> str:
    """Return where a document of a kit may be downloaded; its Markdown is no page of the site."""
    return f"{uri.removesuffix('.md')}.{'txt' if kind == 'md' else kind}"


GUIDED = "avec-les-consignes"  # the folder of the documents with their instructions


def guided_uri(uri: str, kind: str) -> str:
    """Return where the same document may be downloaded with its instructions."""
    folder, _, name = download_uri(uri, kind).rpartition("/")
    return f"{folder}/{GUIDED}/{name}"


def one_page_uri(scheme: str) -> str:
    """Return where a scheme is told on one page."""
    return f"dispositifs/{scheme}/en-une-page.md"


def kit_uri(scheme: str) -> str:
    """Return where the whole kit of a scheme may be downloaded."""
    return f"dispositifs/{scheme}/kit.zip"


def kit_list_uri(scheme: str) -> str:
    """Return where the list of the kit of a scheme stands, which browsers read to fill it."""
    return f"dispositifs/{scheme}/kit.json"


def adaptation_uri(scheme: str) -> str:
    """Return where a scheme that was taken is compared with what it was."""
    return f"dispositifs/{scheme}/adaptation.md"


def versions_uri(scheme: str) -> str:
    """Return where the versions of a scheme are told."""
    return f"dispositifs/{scheme}/versions/index.md"


def comparison_uri(scheme: str, before: str, after: str) -> str:
    """Return where two versions of a scheme are shown side by side."""
    return f"dispositifs/{scheme}/versions/{before}-{after}.md"


def archive_uri(scheme: str, version: str) -> str:
    """Return where the sources of a scheme in a version may be downloaded."""
    return f"dispositifs/{scheme}/sources-{version}.zip"


def sources_uri(scheme: str) -> str:
    """Return where the sources of a scheme are described, which other sites read."""
    return f"dispositifs/{scheme}/sources.json"


def kit_name(number: int, slug: str) -> str:
    """Return what a document is called in its kit, by its place there: "01-pacte"."""
    return f"{number:02}-{slug}"


def feed_uri(uri: str, kind: str = "xml") -> str:
    """Return where the feed of a page stands: Atom is XML, JSON Feed is JSON."""
    return f"{url_of(uri)}flux.{kind}"


def folder_of(uri: str) -> str:
    """Return the address below which a page stands: "recits/" for "recits/x.md"."""
    return url_of(uri).rstrip("/").rpartition("/")[0] + "/"


def problem_uri(number: str) -> str:
    """Return where the problem of a number is explained."""
    return f"{PROBLEMS}#{number.lower()}"


def first_name(slug: str, former_slugs: Sequence[str] = ()) -> str:
    """Return the name under which a story or a scheme was first published."""
    return next(iter(former_slugs), slug)


def later_names(slug: str, former_slugs: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the names that it took since, in order."""
    return (*former_slugs, slug)[1:]


def is_external(target: str) -> bool:
    """Whether a checked target leads out of the site."""
    return target[:8].lower() == "https://"
