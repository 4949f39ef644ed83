# SPDX-License-Identifier: EUPL-1.2
"""Find the links whose text is an address, but not their own: readers would be led astray."""

import re
from urllib.parse import unquote

from escales.checking.privacy.as_shown import as_shown
from escales.problems.problem import Notes
from escales.reading.body import Body
from escales.words.spelling import mask_emails

# An address wherever it stands; one without its scheme, or of e-mail, when it is the whole text.
WRITTEN = re.compile(r"(?:https?://|www\.)[^\s<>\"«»“”]+", re.IGNORECASE)
SITE = re.compile(
    r"(?:[\w-]{1,63}\.){1,9}(?:fr|com|org|net|eu|info|io|re|gp|mq|gf|yt|nc|pf|bzh|paris|corsica"
    r"|alsace|be|ch|lu|ca|uk|de|es|it|app|dev|tv|pro|biz|example)(?:[/?#]\S*)?",
    re.IGNORECASE,
)
MAIL = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,255}\.[a-z]{2,24}", re.IGNORECASE)
AROUND = re.compile(r"^[\s«»\"“”'‘’()<>.,;:!?…→↗]+|[\s«»\"“”'‘’()<>.,;:!?→↗]+$")
DECORATION = re.compile(r"[*_`\\\u00ad]+")
PARTS = re.compile(
    r"(?:https?:|mailto:)?(?://)?(?P<user>[^/?#@]*@)?(?:www\.)?(?P<host>[^/?#:]*)(?::\d*)?(?P<rest>[^…]*)…?"
)
NEXT = "/?#&"  # what may follow, in the address of a link, the part of it that its text shows


def check_link_texts(body: Body, notes: Notes) -> None:
    for link in body.links:
        if not link.image and (found := borrowed_address(link.text, link.target)):
            other = mask_emails(link.target)
            notes.add("link-text", link.line, found=mask_emails(found), other=other)


def borrowed_address(text: str, target: str) -> str | None:
    """Return the address that the text of a link shows and that is not that of its target."""
    if "." not in text and "&" not in text:
        return None
    for line in as_shown(text).split("\n"):
        shown = AROUND.sub("", line.replace("...", "…"))
        is_whole = SITE.fullmatch(shown) or MAIL.fullmatch(shown)
        for address in [shown] if is_whole else WRITTEN.findall(shown):
            if not _leads_to(AROUND.sub("", address), target):
                return str(address)
    return None


def _leads_to(address: str, target: str) -> bool:
    """Whether an address is that of a target, or of the site or the folder that holds it."""
    shown, real = PARTS.fullmatch(_plain(address)), PARTS.fullmatch(_plain(target))
    if shown is None or real is None:
        return False
    if MAIL.fullmatch(address):
        same_user = shown["user"] == real["user"] and target.lower().startswith("mailto:")
        return same_user and shown["host"] == real["host"]
    if not f".{real['host']}".endswith(f".{shown['host']}"):
        return False
    path, real_path = shown["rest"].rstrip("/"), real["rest"].rstrip("/")
    after = real_path.removeprefix(path)[:1] or NEXT
    return real_path.startswith(path) and (after in NEXT or address.endswith("…"))


def _plain(address: str) -> str:
    return unquote(DECORATION.sub("", address)).lower()
