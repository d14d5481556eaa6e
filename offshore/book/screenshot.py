"""The picture in README.md: a page of the built book as a reader sees it."""

import shutil
from pathlib import Path

from offshore.compendium.errors import UserError
from offshore.compendium.root import Compendium

PICTURE = ".github/screenshot.png"
PAGE, PLACE = "growth.html", "figure-1-rebuilt"
SIZE = (1280, 860)  # pixels
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")


def take(compendium: Compendium, html: Path) -> Path:
    """Take the picture of a book in the folder `html` and return its file.

    Raises UserError if playwright or a browser is missing.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise UserError(
            "A screenshot needs playwright, which belongs to the development environment.\n"
            "Run `make check` for that environment, then .venv/bin/offshore screenshot."
        ) from None
    target = compendium.root / PICTURE
    target.parent.mkdir(exist_ok=True)
    width, height = SIZE
    with sync_playwright() as engines:
        browser = engines.chromium.launch(executable_path=_browser(), args=list(QUIET))
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
        page.goto((html / PAGE).as_uri(), wait_until="networkidle")
        # The theme scrolls smoothly, and a picture taken meanwhile shows half a header.
        page.locator(f"#{PLACE}").evaluate("place => place.scrollIntoView({behavior: 'instant'})")
        page.wait_for_selector("body.scrolled")  # then the theme has set off the header
        page.screenshot(path=target, animations="disabled")
        browser.close()
    return target


def _browser() -> str:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise UserError(f"A screenshot needs one of {', '.join(BROWSERS)}; install chromium.")
    return found
