"""An installed Chromium that reaches this machine alone, and a server for it."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        missing = f"No Chromium: none of {', '.join(NAMES)} is on the PATH; the book is not opened."
        if os.environ.get("OFFSHORE_REQUIRE_BROWSER") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield browser
        browser.close()


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder; yield its address."""
    handler = partial(Silent, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()


# Playwright's "networkidle" counts requests from outside the page, and on a busy machine has missed
# the end of one; what the page itself knows of is enough.
SETTLED = """
async () => {
  await document.fonts.ready
  await Promise.all(Array.from(document.images).map(image => image.decode().catch(() => null)))
  await new Promise(done => requestIdleCallback(done, {timeout: 5000}))
}
"""


def settle(page: Any) -> None:
    """Wait until a page has loaded what it asks for by itself: scripts, pictures, typefaces."""
    page.wait_for_load_state("load")
    page.evaluate(SETTLED)
