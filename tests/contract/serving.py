"""Servers of the tests' own, each on a thread beside them."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager

END_SECS = 10


@contextmanager
def serving(server: http.server.HTTPServer) -> Iterator[None]:
    """Serve until the end of the block, and then close the listening socket."""
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join(END_SECS)
