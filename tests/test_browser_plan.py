"""The table of the annual plan in a real Chromium: typed by keyboard, pasted as from a spreadsheet."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser import server, settled

pytestmark = pytest.mark.browser
# Pixels of the table: its rows, and where the column of the plan lies.
ROW, PLANNED = 35, 330
# As fast as a person types: the table opens its field with the first key.
PAUSE = 120


def at(page: Page, row: int) -> None:
    """The cell of the plan in a row chosen by a click."""
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + PLANNED, box["y"] + ROW * (row + 1) + ROW / 2)


def typed(page: Page, text: str) -> None:
    """A text typed into the chosen cell and entered."""
    page.keyboard.type(text, delay=PAUSE)
    page.keyboard.press("Enter")
    settled(page)


def test_numbers_are_typed_and_pasted_and_a_decimal_comma_is_never_a_number(browser, filled):
    with server(filled) as address:
        context = browser.new_context(
            viewport={"width": 1280, "height": 1000},
            locale="vi-VN",
            permissions=["clipboard-read", "clipboard-write"],
        )
        page = context.new_page()
        page.goto(f"{address}/plan?as_of=2021-05-31")
        # 3 % of 5,000 members.
        assert "Năm 2022 cần kết nạp 150 đảng viên" in settled(page).inner_text("body")

        at(page, 0)
        typed(page, "12")
        page.get_by_text("Đã khóa 1 đơn vị với 12; các đơn vị còn lại chia 138; cộng 150.").wait_for()
        # The next cell is chosen: no hand leaves the keyboard.
        typed(page, "5")
        page.get_by_text("Đã khóa 2 đơn vị với 17; các đơn vị còn lại chia 133; cộng 150.").wait_for()

        at(page, 2)
        typed(page, "36,3")
        page.get_by_text("không nhận “36,3”: số người phải là số nguyên.").wait_for()
        assert "Đã khóa 2 đơn vị với 17" in page.inner_text("body")

        page.evaluate("navigator.clipboard.writeText('7\\n1.234\\n36,3')")
        at(page, 4)
        page.keyboard.press("Control+V")
        page.get_by_text("Đã khóa 4 đơn vị với 1.258").wait_for()
        assert "không nhận “36,3”" in page.inner_text("body")

        page.get_by_test_id("stSidebarNav").get_by_text("Theo tháng").click()
        page.wait_for_url(re.compile("/months"))
        settled(page)
        page.get_by_test_id("stSidebarNav").get_by_text("Kế hoạch năm").click()
        page.get_by_text("Đã khóa 4 đơn vị với 1.258").wait_for()
        page.get_by_text("English", exact=True).click()
        page.get_by_text("Locked: 4 units with 1,258").wait_for()
        context.close()
