"""Journeys in a real Chromium against a real server."""

import re
from collections.abc import Iterator
from urllib.parse import urlparse

import pytest

from ketnap.store import SAMPLE, Store
from tests.browser import ADDRESSES, server, settled, visit, with_sample

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def running(tmp_path_factory) -> Iterator[str]:
    """The address of a server with the sample that tests only look at."""
    with server(with_sample(tmp_path_factory.mktemp("running"))) as address:
        yield address


def test_upload_in_the_browser_read_the_letters_figures_undo_and_reload(browser, tmp_path):
    with server(tmp_path) as address:
        page = visit(browser, address)
        # The roster is the newest import then, the one that can be undone with one click.
        names = ("units", "opening_members", "targets", "monthly_totals", "admissions")
        files = [str(SAMPLE / f"{name}.csv") for name in names]
        page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(files)
        page.get_by_role("button", name="Lưu 5 tệp").click(timeout=60_000)
        page.get_by_text("36,3%").first.wait_for(timeout=60_000)
        body = settled(page).inner_text("body")
        assert "đã kết nạp 45 đảng viên" in body
        assert "45/124" in body

        page.get_by_test_id("stSidebarNav").get_by_text("Dữ liệu").click()
        page.get_by_role("button", name="Hoàn tác").click(timeout=60_000)
        page.get_by_role("button", name="Khôi phục").wait_for(timeout=60_000)

        page.goto(address)
        assert "36,3%" not in settled(page).inner_text("body")
        page.context.close()


def test_no_page_asks_anything_of_another_machine(browser, running):
    context = browser.new_context(locale="vi-VN")
    asked: set[str] = set()
    page = context.new_page()
    page.on("request", lambda request: asked.add(request.url))
    page.on("websocket", lambda socket: asked.add(socket.url))
    for name in ADDRESSES:
        page.goto(f"{running}/{name}")
        settled(page)
    beyond = {url for url in asked if urlparse(url).hostname not in (None, "127.0.0.1")}
    assert len(asked) > 10
    assert beyond == set()
    context.close()


CUT_OFF = """charts => charts.flatMap(chart => {
    const frame = chart.getBoundingClientRect();
    return [...chart.querySelectorAll('svg text')].filter(text => {
        const box = text.getBoundingClientRect();
        return box.width > 0 && (box.left < frame.left - 2 || box.right > frame.right + 2
            || box.top < frame.top - 2 || box.bottom > frame.bottom + 2);
    }).map(text => text.textContent);
})"""


@pytest.mark.parametrize("width", [390, 1280])
def test_no_chart_is_cut_off_and_no_page_scrolls_sideways(browser, running, width):
    page = visit(browser, f"{running}/?language=vi", width)
    for name in ADDRESSES:
        page.goto(f"{running}/{name}")
        settled(page)
        assert page.eval_on_selector_all("[data-testid=stPlotlyChart]", CUT_OFF) == [], name
        inner, outer = page.evaluate(
            "(m => [m.scrollWidth, m.clientWidth])(document.querySelector('[data-testid=stMain]'))"
        )
        assert inner <= outer, name
    page.context.close()


def test_what_is_chosen_stays_in_the_address_over_pages_language_and_reload(browser, running):
    page = visit(browser, f"{running}/?officer=UV3&basis=ceremony")
    assert "Chỉ xem: Ủy viên phụ trách 3" in page.inner_text("body")
    page.get_by_test_id("stSidebarNav").get_by_text("Theo tháng").click()
    page.wait_for_url(re.compile("/months"))
    settled(page)
    assert "officer=UV3" in page.url
    assert "basis=ceremony" in page.url

    page.get_by_text("English", exact=True).click()
    page.get_by_role("heading", name="By month", exact=True).wait_for()
    settled(page)
    assert "language=en" in page.url
    assert "officer=UV3" in page.url

    page.reload()
    page.get_by_role("heading", name="By month", exact=True).wait_for()
    assert "Only: Ủy viên phụ trách 3" in settled(page).inner_text("body")
    page.context.close()


def test_a_second_server_on_the_same_data_says_that_they_are_open_elsewhere(browser, filled):
    opened = Store(filled)
    with server(filled) as address:
        page = visit(browser, address)
        assert "Một Ketnap khác đang mở dữ liệu" in page.inner_text("body")
        page.context.close()
    opened.close()
