"""What the tests share: an empty store, a store with the sample, and when a browser is there."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ketnap import batch
from ketnap.store import Store
from tests.browser import CHROMIUM, chromium, with_sample

TODAY = date(2021, 6, 21)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip browser tests where there is no Chromium, but never in CI: there they fail."""
    if CHROMIUM or os.environ.get("CI"):
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="needs Chromium: apt install chromium"))


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
