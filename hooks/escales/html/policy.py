# SPDX-License-Identifier: EUPL-1.2
"""The Content-Security-Policy of pages, and the only script within them.

Forges let nobody set headers, so each page begins with its policy. It is never computed from the
HTML of a page: a script that slipped in would be allowed.
"""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

START_SCRIPT = Path(__file__).parents[1] / "pages/templates/start.js"
# On a page without script, style nor picture.
NOTHING = {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"}
ALLOWED = {
    "script-src": "'self' 'wasm-unsafe-eval'",  # WebAssembly, for Pagefind
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "frame-src": "'self'",  # the preview of a story, within the form
}
META = Markup('<meta http-equiv="Content-Security-Policy" content="{}">')


def make_policy(*, serving: bool = False) -> Markup:
    """Return the policy of pages; `serving` allows the script of MkDocs that reloads them."""
    inside = "'unsafe-inline'" if serving else f"'sha256-{_hash(_start())}'"
    return _meta_tag(NOTHING | ALLOWED | {"script-src": f"{ALLOWED['script-src']} {inside}"})


def make_redirect_policy() -> Markup:
    """Return the policy of a page that only redirects."""
    return _meta_tag(NOTHING)


def start_script() -> Markup:
    """Return the script at the start of each page."""
    return Markup("<script>{}</script>").format(Markup(_start()))  # noqa: S704  # a file of ours


def _start() -> str:
    lines = START_SCRIPT.read_text(encoding="utf-8").splitlines()
    return "".join(line for line in lines if not line.startswith("//"))


def _hash(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()


def _meta_tag(policy: dict[str, str]) -> Markup:
    # Within double quotes, its simple quotes need no escaping.
    text = ";".join(f"{name} {value}" for name, value in policy.items())
    return META.format(Markup(text))  # noqa: S704  # constants
