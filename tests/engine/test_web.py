# SPDX-License-Identifier: EUPL-1.2
"""Whatever another site answers, reading it ends in time, within its bounds, with a reason."""

import gzip
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import nullcontext
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from answering import answering
from escales.machine.web import NotFetched, Reason, _next, fetch

BOUND = 100_000  # bytes
PATIENCE = 60  # seconds: what is right, or refused for something else, has time on a busy machine
SOON = 0.3  # seconds: what never ends is given up so early


class Hostile(BaseHTTPRequestHandler):
    """Answers in the way that the path names; `over` is set when the test has ended."""

    over = threading.Event()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def do_GET(self) -> None:
        behave = getattr(self, self.path.strip("/").partition("/")[0].replace("-", "_"))
        try:
            behave()
        except OSError:
            self.close_connection = True  # the one who asked has gone

    def whole(self, content: bytes, length: int | None = None, packing: str = "") -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(content) if length is None else length))
        if packing:
            self.send_header("Content-Encoding", packing)
        self.end_headers()
        self.wfile.write(content)

    def to(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def right(self) -> None:
        self.whole("récits".encode())

    def packed(self) -> None:
        self.whole(gzip.compress("récits".encode()), packing="gzip")

    def asked(self) -> None:
        self.whole(
            json.dumps({name.lower(): value for name, value in self.headers.items()}).encode()
        )

    def silent(self) -> None:
        self.over.wait()

    def drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        while not self.over.wait(0.02):
            self.wfile.write(b".")

    def drip_of_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not self.over.wait(0.02):
            self.wfile.write(b".")

    def wait_and_see(self) -> None:
        while not self.over.wait(0.001):
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        while not self.over.is_set():
            self.wfile.write(b"x" * 10_000)

    def endless_in_pieces(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        while not self.over.is_set():
            self.wfile.write(b"3e8\r\n" + b"x" * 1000 + b"\r\n")

    def bomb(self) -> None:
        self.whole(gzip.compress(bytes(200 * BOUND)), packing="gzip")

    def packed_for_nothing(self) -> None:
        """Send empty blocks for ever: nothing comes out of them."""
        self.send_response(200)
        self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(gzip.compress(b"")[:10])
        while not self.over.is_set():
            self.wfile.write(b"\0\0\0\xff\xff" * 1000)

    def large(self) -> None:
        self.whole(bytes(BOUND + 1))

    def largest(self) -> None:
        self.whole(bytes(BOUND))

    def largest_packed(self) -> None:
        self.whole(gzip.compress(bytes(BOUND)), packing="gzip")

    def cut(self) -> None:
        self.whole(b"half", length=8)
        self.close_connection = True

    def cut_pieces(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"8\r\nhalf")
        self.close_connection = True

    def cut_packing(self) -> None:
        self.whole(gzip.compress(bytes(1000))[:-8], packing="gzip")

    def not_packed(self) -> None:
        self.whole(b"plain", packing="gzip")

    def packed_otherwise(self) -> None:
        self.whole(b"plain", packing="br")

    def two_packings(self) -> None:
        self.whole(gzip.compress(b"plain"), packing="gzip, gzip")

    def no_status(self) -> None:
        self.wfile.write(b"<!doctype html>\r\n\r\n")
        self.close_connection = True

    def missing(self) -> None:
        self.send_error(404)

    def moved(self) -> None:
        self.to("/right")

    def round(self) -> None:
        self.to("/round")

    def long_way(self) -> None:
        """Lead elsewhere, and go on talking."""
        self.send_response(302)
        self.send_header("Location", "/right")
        self.end_headers()
        while not self.over.wait(0.02):
            self.wfile.write(b".")

    def to_file(self) -> None:
        self.to("file:///etc/passwd")

    def to_http(self) -> None:
        self.to("http://ville.example/right")

    def to_another_loopback(self) -> None:
        self.to(f"http://localhost:{urlsplit('//' + self.headers['Host']).port}/right")

    def to_nowhere(self) -> None:
        self.to("https://[")

    def to_password(self) -> None:
        self.to("http://jeanne:secret@127.0.0.1/right")


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with answering(Hostile) as address:
        yield address
        Hostile.over.set()


def refused(address: str, seconds: float = PATIENCE) -> tuple[Reason, int | None]:
    with pytest.raises(NotFetched) as failed:
        fetch(address, BOUND, seconds)
    return failed.value.reason, failed.value.number


@pytest.mark.parametrize("path", ["right", "packed", "moved", "long-way"])
def test_a_file_is_read_whole(site: str, path: str) -> None:
    assert fetch(f"{site}/{path}", BOUND, PATIENCE).decode() == "récits"


@pytest.mark.parametrize("path", ["largest", "largest-packed"])
def test_a_file_may_be_as_large_as_its_bound(site: str, path: str) -> None:
    assert fetch(f"{site}/{path}", BOUND, PATIENCE) == bytes(BOUND)


@pytest.mark.parametrize(
    "path", ["large", "endless", "endless-in-pieces", "bomb", "packed-for-nothing"]
)
def test_what_is_too_large_is_stopped_at_its_bound(site: str, path: str) -> None:
    assert refused(f"{site}/{path}") == (Reason.TOO_LARGE, BOUND)


@pytest.mark.parametrize("path", ["silent", "drip", "drip-of-headers", "wait-and-see"])
def test_what_never_ends_is_given_up(site: str, path: str) -> None:
    assert refused(f"{site}/{path}", SOON) == (Reason.TOO_SLOW, None)


@pytest.mark.parametrize(
    "path",
    ["cut", "cut-pieces", "cut-packing", "not-packed", "packed-otherwise", "two-packings"],
)
def test_what_is_broken_is_never_taken_for_the_whole(site: str, path: str) -> None:
    assert refused(f"{site}/{path}") == (Reason.BROKEN, None)


def test_what_is_no_answer_is_none(site: str) -> None:
    assert refused(f"{site}/no-status")[0] in {Reason.NO_ANSWER, Reason.BROKEN}
    assert refused(f"{site}/missing") == (Reason.STATUS, 404)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens there
        assert refused(f"http://127.0.0.1:{taken.getsockname()[1]}/") == (Reason.NO_ANSWER, None)


def test_redirects_end(site: str) -> None:
    assert refused(f"{site}/round") == (Reason.REDIRECTS, None)


@pytest.mark.parametrize(
    "path",
    ["to-file", "to-http", "to-another-loopback", "to-nowhere", "to-password"],
)
def test_redirects_lead_to_https_or_stay(site: str, path: str) -> None:
    assert refused(f"{site}/{path}") == (Reason.LED_ASTRAY, None)


@pytest.mark.parametrize(
    ("start", "target", "is_right"),
    [
        ("https://8.8.8.8/", "https://9.9.9.9/a", True),
        ("https://8.8.8.8/", "/a", True),
        ("https://8.8.8.8/", "http://8.8.8.8/a", False),
        ("https://8.8.8.8/", "https://10.0.0.1/a", False),
        ("https://8.8.8.8/", "https://169.254.169.254/a", False),
        ("https://8.8.8.8/", "https://127.0.0.1/a", False),
        ("https://8.8.8.8/", "https://localhost/a", False),
        ("https://8.8.8.8/", "https://[::ffff:10.0.0.1]/a", False),
        ("https://8.8.8.8/", "https://[fd00::1]/a", False),
        ("https://8.8.8.8/", "http://127.0.0.1/a", False),
        ("https://10.0.0.1/", "https://10.0.0.2/a", True),
        ("http://127.0.0.1/", "https://9.9.9.9/a", True),
    ],
)
def test_no_redirect_leads_from_a_public_place_to_a_private_one(
    start: str, target: str, *, is_right: bool
) -> None:
    expected = nullcontext() if is_right else pytest.raises(NotFetched, match="led-astray")
    with expected:
        _next(urlsplit(start), target)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://ville.example/", Reason.NOT_HTTPS),
        ("ftp://ville.example/", Reason.NOT_HTTPS),
        ("file://ville.example/etc/passwd", Reason.NOT_HTTPS),
        ("file:///etc/passwd", Reason.ADDRESS),
        ("http://127.0.0.1.ville.example/", Reason.NOT_HTTPS),
        ("ville.example", Reason.ADDRESS),
        ("https://", Reason.ADDRESS),
        ("https://[", Reason.ADDRESS),
        ("https://ville.example:99999/", Reason.ADDRESS),
        ("https://jeanne:secret@ville.example/", Reason.ADDRESS),
        ("https://ville.example\\@autre.example/", Reason.ADDRESS),
        ("https://ville.example/a b", Reason.ADDRESS),
    ],
)
def test_an_address_that_may_not_be_asked_for_is_refused_before(
    address: str, reason: Reason
) -> None:
    assert refused(address) == (reason, None)


def test_no_password_nor_cookie_is_sent(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passwords = tmp_path / "netrc"
    passwords.write_text("machine 127.0.0.1 login jeanne password secret\n", "utf-8")
    monkeypatch.setenv("NETRC", str(passwords))

    asked = json.loads(fetch(f"{site}/asked", BOUND, PATIENCE))

    assert not {"authorization", "cookie", "referer"} & asked.keys()
    assert asked["user-agent"].startswith("escales/")
