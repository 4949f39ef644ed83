# SPDX-License-Identifier: EUPL-1.2
"""Read a file of another site, within bounds: whatever that site does, it costs a reason."""

import socket
import threading
import zlib
from concurrent.futures import Future
from contextlib import suppress
from enum import StrEnum
from ipaddress import IPv6Address, ip_address
from time import monotonic
from urllib.parse import SplitResult, urldefrag, urljoin, urlsplit

import requests
from requests.exceptions import ConnectionError as NoConnection
from requests.exceptions import RequestException, SSLError, Timeout
from urllib3.exceptions import HTTPError, ReadTimeoutError

from escales import __version__

OK = 200
MOST_REDIRECTS = 5
PIECE = 1 << 16  # bytes
GZIP = 16 + zlib.MAX_WBITS  # how zlib calls that format
LOOPBACK = ("127.0.0.1", "localhost", "::1")
HEADERS = {"User-Agent": f"escales/{__version__}", "Accept-Encoding": "gzip"}


class Reason(StrEnum):
    """Why a file was not read."""

    ADDRESS = "address"  # it is not one, or holds a password
    NOT_HTTPS = "not-https"
    NO_ANSWER = "no-answer"
    CERTIFICATE = "certificate"
    STATUS = "status"  # `NotFetched.number` says which
    REDIRECTS = "redirects"  # too many
    LED_ASTRAY = "led-astray"  # a redirect to where none may lead
    TOO_LARGE = "too-large"  # `NotFetched.number` is the bound, in bytes
    TOO_SLOW = "too-slow"
    BROKEN = "broken"  # cut short, or packed otherwise than it says


class NotFetched(Exception):  # noqa: N818  # it says what happened
    """A file that was not read, and why."""

    def __init__(self, reason: Reason, number: int | None = None) -> None:
        super().__init__(reason, number)
        self.reason, self.number = reason, number


class _Session(requests.Session):
    """Redirects are ours to follow: the library would read all that one holds, however long."""

    def get_redirect_target(self, resp: requests.Response) -> None:  # noqa: ARG002  # as it is there
        return None


def fetch(address: str, most_bytes: int, seconds: float) -> bytes:
    """Return what is at an address; raise NotFetched, at the latest after so many seconds.

    The address is in https, or in http on this machine itself (for trials), and so are those that
    it is redirected to. Bytes are counted once unpacked. Proxies and authorities of certificates
    are those of the environment; no password is ever sent.
    """
    answer: Future[bytes] = Future()

    def read() -> None:
        try:
            answer.set_result(_read(address, most_bytes, monotonic() + seconds))
        except BaseException as failed:  # noqa: BLE001  # raised again below
            answer.set_exception(failed)

    # A site may drip its headers, or the resolver of names wait, with no end that could be set: the
    # thread is left to itself then, and ends with the program.
    threading.Thread(target=read, daemon=True).start()
    try:
        return answer.result(seconds)
    except TimeoutError:
        raise NotFetched(Reason.TOO_SLOW) from None


def _read(address: str, most_bytes: int, end: float) -> bytes:
    with _Session() as session:
        session.headers.update(HEADERS)
        session.auth = lambda request: request  # else a password of ~/.netrc would be sent
        parts = _judged(address)
        for _ in range(1 + MOST_REDIRECTS):
            with _answer(session, parts.geturl(), end) as response:
                if not response.is_redirect:
                    return _content(response, most_bytes, end)
                parts = _next(parts, response.headers["location"])
    raise NotFetched(Reason.REDIRECTS)


def _answer(session: requests.Session, address: str, end: float) -> requests.Response:
    try:
        return session.get(address, stream=True, allow_redirects=False, timeout=_left(end))
    except Timeout:
        raise NotFetched(Reason.TOO_SLOW) from None
    except SSLError:
        raise NotFetched(Reason.CERTIFICATE) from None
    except NoConnection:
        raise NotFetched(Reason.NO_ANSWER) from None
    except (RequestException, HTTPError, OSError, ValueError):
        raise NotFetched(Reason.BROKEN) from None


def _content(response: requests.Response, most_bytes: int, end: float) -> bytes:
    if response.status_code != OK:
        raise NotFetched(Reason.STATUS, response.status_code)
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing not in {"gzip", "x-gzip", "identity", ""}:
        raise NotFetched(Reason.BROKEN)
    unpacker = zlib.decompressobj(GZIP) if packing.endswith("gzip") else None
    content, received = bytearray(), 0
    try:
        while piece := response.raw.read1(PIECE, decode_content=False):
            _left(end)
            received += len(piece)
            # zlib takes 0 for no bound at all, hence one byte more than is right
            content += (
                unpacker.decompress(piece, most_bytes + 1 - len(content)) if unpacker else piece
            )
            if max(received, len(content)) > most_bytes:
                raise NotFetched(Reason.TOO_LARGE, most_bytes)
    except ReadTimeoutError:
        raise NotFetched(Reason.TOO_SLOW) from None
    except (HTTPError, OSError, ValueError, zlib.error):
        raise NotFetched(Reason.BROKEN) from None
    if unpacker and (not unpacker.eof or unpacker.unused_data):
        raise NotFetched(Reason.BROKEN)
    return bytes(content)


def _left(end: float) -> float:
    """Return how many seconds are left."""
    left = end - monotonic()
    if left <= 0:
        raise NotFetched(Reason.TOO_SLOW)
    return left


def _judged(address: str) -> SplitResult:
    """Return the parts of an address that may be asked for."""
    try:
        parts = urlsplit(address)
        is_one = bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_one = False
    # programs that read addresses do not agree on these signs: none is right there
    if not is_one or "@" in parts.netloc or any(sign in address for sign in "\\ \t\r\n"):
        raise NotFetched(Reason.ADDRESS)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise NotFetched(Reason.NOT_HTTPS)
    return parts


def _next(parts: SplitResult, location: str) -> SplitResult:
    """Return where a redirect leads: in https, and never from a public place to a private one."""
    try:
        target = _judged(urldefrag(urljoin(parts.geturl(), location)).url)
    except (NotFetched, ValueError):
        raise NotFetched(Reason.LED_ASTRAY) from None
    if target.hostname == parts.hostname and target.scheme in {parts.scheme, "https"}:
        return target
    if target.scheme != "https" or (_is_private(target) and not _is_private(parts)):
        raise NotFetched(Reason.LED_ASTRAY)
    return target


def _is_private(parts: SplitResult) -> bool:
    """Tell whether a name leads to this machine or to a network that the public does not reach.

    A name that cannot be resolved here leads nowhere, or a proxy resolves it: a public place.
    """
    hosts: list[str] = []
    with suppress(OSError, UnicodeError):
        hosts = [str(one[4][0]) for one in socket.getaddrinfo(parts.hostname, parts.port or 443)]
    addresses = [ip_address(host.partition("%")[0]) for host in hosts]
    mapped = [one.ipv4_mapped if isinstance(one, IPv6Address) else None for one in addresses]
    return any(not (ipv4 or one).is_global for one, ipv4 in zip(addresses, mapped, strict=True))
