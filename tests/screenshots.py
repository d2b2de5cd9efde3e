"""Pictures of every page in screenshots/: python -m tests.screenshots [address-part ...]."""

import shutil
import sys
import tempfile
from pathlib import Path

from tests.browser import ADDRESSES, ROOT, chromium, server, settled, with_sample

FOLDER = ROOT / "screenshots"
VIEWS = (
    ("desk", 1280, 800, "light"),
    ("dark", 1280, 800, "dark"),
    ("phone", 390, 844, "light"),
    ("projector", 1920, 1080, "light"),
)


def main(wanted: list[str]) -> None:
    """Draw the pages asked for (all by default): empty and with the sample, in both languages, on four screens."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryDirectory() as filled:
        with_sample(Path(filled))
        with chromium() as browser:
            for state, folder in (("sample", filled), ("empty", empty)):
                with server(Path(folder)) as address:
                    _draw(browser, address, state, wanted)


def _draw(browser, address: str, state: str, wanted: list[str]) -> None:
    """Every page of one server on every screen."""
    for screen, width, height, scheme in VIEWS:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, locale="vi-VN")
        page = context.new_page()
        for language in ("vi", "en") if screen in ("desk", "phone") else ("vi",):
            for name in ADDRESSES:
                if wanted and (name or "overview") not in wanted:
                    continue
                page.goto(f"{address}/{name}?language={language}")
                settled(page)
                _grow(page, width)
                page.screenshot(path=FOLDER / f"{state}-{name or 'overview'}-{screen}-{language}.png")
                page.set_viewport_size({"width": width, "height": height})
        context.close()


def _grow(page, width: int) -> None:
    """Make the window as tall as the page, which scrolls inside itself."""
    tall = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": width, "height": min(max(tall, 800), 6000)})
    settled(page)


if __name__ == "__main__":
    main(sys.argv[1:])
