"""A Ketnap server of its own and a real Chromium looking at it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from ketnap import batch
from ketnap.store import Store

ROOT = Path(__file__).parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AT_REST = "[data-testid=stApp][data-test-script-state=notRunning]"
ADDRESSES = ("", "months", "units", "sources", "officers", "composition", "pool", "classes", "organizations")
ADDRESSES += ("procedure", "forecast", "whatif", "plan", "slides", "documents", "data")


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The address of a dashboard started as `make run` starts it, keeping its data in `folder`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = {**os.environ, "KETNAP_DATA": str(folder)}
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        _await(address)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _await(address: str) -> None:
    """Wait until the server answers."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def settled(page: Page) -> Page:
    """The page once its script has run to the end and its charts are drawn."""
    page.wait_for_selector(AT_REST, timeout=60_000)
    page.wait_for_function(
        "[...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(c => c.querySelector('.main-svg'))",
        timeout=30_000,
    )
    page.wait_for_timeout(400)
    page.wait_for_selector(AT_REST, timeout=60_000)
    return page


def visit(browser: Browser, address: str, width: int = 1280, height: int = 900) -> Page:
    """A page opened in a context of its own, settled."""
    context = browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
    page = context.new_page()
    page.goto(address)
    return settled(page)


def with_sample(folder: Path) -> Path:
    """The folder, with the sample kept in it and no process using it."""
    opened = Store(folder)
    batch.load_sample(opened, "test", date.today())
    opened.close()
    return folder
