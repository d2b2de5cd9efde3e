"""What the tests share: an empty store, a store with the sample, and when a browser is there."""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ketnap import batch
from ketnap.store import Store
from tests.browser import CHROMIUM, chromium, with_sample

TODAY = date(2021, 6, 21)
OFFICE = shutil.which("soffice")
# What tests need beyond Python: the mark, whether it is there, and how it comes.
NEEDED = (
    ("browser", CHROMIUM, "chromium"),
    ("office", OFFICE, "libreoffice-writer libreoffice-calc libreoffice-impress"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip tests where Chromium or LibreOffice is missing, but never in CI: there they fail."""
    if os.environ.get("CI"):
        return
    for item in items:
        for name, found, package in NEEDED:
            if not found and item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=f"not installed: apt install {package}"))


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty store in memory."""
    opened = Store(None)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def sample() -> Iterator[Store]:
    """A store in memory with the sample; tests only read it."""
    opened = Store(None)
    batch.load_sample(opened, "test", TODAY)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium that the tests of a file share."""
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Path:
    """A data folder with the sample in it, no process using it."""
    return with_sample(tmp_path_factory.mktemp("filled"))
