# SPDX-License-Identifier: EUPL-1.2
"""Answer requests in threads that are not measured, as a server for tests."""

import _thread
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from socket import socket
from typing import Any


class _Server(ThreadingHTTPServer):
    """Python 3.11 fails at times when two threads begin to be traced: a request had no answer."""

    def process_request(self, request: socket | tuple[bytes, socket], client_address: Any) -> None:  # noqa: ANN401  # as the library has it
        _thread.start_new_thread(self.process_request_thread, (request, client_address))


@contextmanager
def answering(handler: Callable[..., Any]) -> Iterator[str]:
    """Yield the address, without a slash at its end, where a handler answers."""
    server = _Server(("127.0.0.1", 0), handler)
    _thread.start_new_thread(server.serve_forever, (0.02,))  # else its end is seen in half a second
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
