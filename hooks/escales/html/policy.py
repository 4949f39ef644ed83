# SPDX-License-Identifier: EUPL-1.2
"""What browsers may do on a page: the Content-Security-Policy, and the one script inside pages.

Forges publish without letting anybody set headers: each page carries its policy, before all else.
It is never made from what stands in a page: there, a script that slipped in would be allowed.
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
}
META = Markup('<meta http-equiv="Content-Security-Policy" content="{}">')


def make_policy(*, serving: bool = False) -> Markup:
    """Return what each page says first; `serving` lets MkDocs add its script that reloads pages."""
    inside = "'unsafe-inline'" if serving else f"'sha256-{_hash(_start())}'"
    return _meta_tag(NOTHING | ALLOWED | {"script-src": f"{ALLOWED['script-src']} {inside}"})


def make_redirect_policy() -> Markup:
    """Return the same for a page that only leads elsewhere."""
    return _meta_tag(NOTHING)


def start_script() -> Markup:
    """Return the script that pages begin with."""
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
