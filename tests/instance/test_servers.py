# SPDX-License-Identifier: EUPL-1.2
"""The files for nginx and Apache do what `docs/maintenir/heberger.md` says a server must do."""

import gzip
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path

import pytest

from escales.commands.init.files import TEMPLATE

FILES = {
    "index.html": "<title>Accueil</title>" * 100,
    "404.html": "<title>Page introuvable</title>",
    "recits/index.html": "<title>Récits</title>",
    "recits/flux.xml": "<feed/>",
    "recits/explorateur/fiches-1a2b.json": "[]",
    "donnees/recits.csv": "titre\n",
    "donnees/catalogue.jsonld": "{}",
    "assets/escales.css": "a { color: red }",
    "assets/shell.js": "1;",
    "assets/escales.svg": "<svg/>",
    "images/photo.webp": "RIFF",
    "pagefind/fragment/fr_1.pf_fragment": "x",
    ".git/config": "secret",
}
TYPES = {
    "/": "text/html; charset=utf-8",
    "/recits/flux.xml": "(text|application)/xml; charset=utf-8",
    "/donnees/recits.csv": "text/csv; charset=utf-8",
    "/donnees/catalogue.jsonld": "application/ld\\+json; charset=utf-8",
    "/assets/escales.css": "text/css; charset=utf-8",
    "/assets/shell.js": "text/javascript; charset=utf-8",
    "/assets/escales.svg": "image/svg\\+xml",
    "/images/photo.webp": "image/webp",
}
NGINX = """
pid {folder}/pid;
error_log {folder}/errors;
events {{}}
http {{
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {folder}/b;
    proxy_temp_path {folder}/p;
    fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u;
    scgi_temp_path {folder}/s;
    include {folder}/site.conf;
}}
"""
MODULES = "mpm_event authz_core authz_host dir mime headers deflate filter alias".split()  # noqa: SIM905  # a list would fill a page
APACHE = """
ServerRoot /etc/apache2
ServerName localhost
PidFile {folder}/pid
ErrorLog {folder}/errors
Listen {port}
{modules}
Include mods-available/mime.conf
Include {folder}/site.conf
"""

PATIENCE = 60  # seconds; a busy machine is slow, it is not wrong

Ask = Callable[..., tuple[int, Message, bytes]]


def free_port() -> int:
    """Return a port where nobody answers, below those that the system gives to any connection."""
    first = 20_000 + os.getpid() % 10_000  # others may be looking for one too
    for port in range(first, first + 1_000):
        with socket.socket() as tried, suppress(OSError):
            tried.bind(("127.0.0.1", port))
            return port
    message = "no port is free"
    raise AssertionError(message)


def nginx(folder: Path, site: Path, port: int) -> list[str]:
    given = (TEMPLATE / "nginx.conf").read_text(encoding="utf-8")
    given = given.replace("/usr/share/nginx/html", str(site)).replace("80;", f"{port};")
    (folder / "site.conf").write_text(given, encoding="utf-8")
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder), encoding="utf-8")
    return ["nginx", "-e", f"{folder}/errors", "-g", "daemon off;", "-c", f"{folder}/nginx.conf"]


def apache(folder: Path, site: Path, port: int) -> list[str]:
    given = (TEMPLATE / "apache.conf").read_text(encoding="utf-8")
    given = given.replace("/srv/site", str(site)).replace("*:80", f"*:{port}")
    (folder / "site.conf").write_text(given, encoding="utf-8")
    loads = "".join(f"Include mods-available/{module}.load\n" for module in MODULES)
    text = APACHE.format(folder=folder, port=port, modules=loads)
    (folder / "apache.conf").write_text(text, encoding="utf-8")
    return ["apache2", "-D", "FOREGROUND", "-f", f"{folder}/apache.conf"]


@contextmanager
def running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    with (
        (folder / "told").open("w") as told,
        subprocess.Popen(command, stdout=told, stderr=told) as server,
    ):
        try:
            deadline = time.monotonic() + PATIENCE
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port)).close()
                except OSError:
                    assert server.poll() is None, (folder / "told").read_text()
                    assert time.monotonic() < deadline
                    time.sleep(0.05)
                else:
                    break
            yield
        finally:
            server.terminate()


SERVERS = {"nginx": nginx, "apache2": apache}


@pytest.fixture(scope="module", params=SERVERS)
def ask(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Serve a small site with the file that is given to hosts; return how to ask for a page."""
    if not shutil.which(request.param):
        pytest.skip("this server is not installed: see .ci/servers")
    folder = tmp_path_factory.mktemp("server")
    for path, text in FILES.items():
        (folder / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "site" / path).write_text(text, encoding="utf-8")
    for above in (folder, *folder.parents[:3]):
        above.chmod(0o755)  # a server is another user
    port = free_port()

    def asked(path: str, **headers: str) -> tuple[int, Message, bytes]:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(HTTPConnection("127.0.0.1", port)) as connection:
            connection.request("GET", path, headers=sent)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()

    with running(SERVERS[request.param](folder, folder / "site", port), folder, port):
        yield asked


@pytest.mark.parametrize("path", TYPES)
def test_each_file_has_its_type(ask: Ask, path: str) -> None:
    status, headers, _ = ask(path)

    assert status == 200
    assert re.fullmatch(TYPES[path], headers["Content-Type"])


def test_a_folder_is_its_page_and_an_unknown_address_the_page_that_says_so(ask: Ask) -> None:
    status, headers, _ = ask("/recits")
    assert status == 301
    assert headers["Location"].endswith("/recits/")

    for path in ("/nulle-part/", "/.git/config"):
        status, _, page = ask(path)
        assert status == 404
        assert b"Page introuvable" in page


@pytest.mark.parametrize("path", ["/", "/nulle-part/", "/assets/shell.js"])
def test_every_answer_has_the_headers_that_a_page_cannot_say(ask: Ask, path: str) -> None:
    _, headers, _ = ask(path)

    assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Strict-Transport-Security"] == "max-age=31536000"


def test_browsers_keep_files_and_ask_whether_they_changed(ask: Ask) -> None:
    _, headers, page = ask("/", Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(page).startswith(b"<title>Accueil")
    assert headers["Cache-Control"] == "no-cache"
    status, *_ = ask("/", Accept_Encoding="gzip", If_None_Match=headers["ETag"])
    assert status == 304

    for path in ("/pagefind/fragment/fr_1.pf_fragment", "/recits/explorateur/fiches-1a2b.json"):
        _, headers, _ = ask(path, Accept_Encoding="gzip")
        assert headers["Cache-Control"] == "max-age=31536000, immutable", path
        assert headers["Content-Encoding"] is None or path.endswith("json")
