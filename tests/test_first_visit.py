"""What the very first visitor of a freshly started server sees, in a real Chromium."""

import pytest

from tests.browser import ADDRESSES, server, visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", ADDRESSES)
def test_the_first_visitor_of_a_fresh_server_sees_the_whole_frame_at_any_address(browser, filled, name):
    with server(filled) as address:
        page = visit(browser, f"{address}/{name}")
        # The frame may still be on its way when a page without charts has come to rest.
        page.get_by_label("Cơ sở tính").first.wait_for(timeout=30_000)
        menu = page.get_by_test_id("stSidebarNav").inner_text()
        assert "Tổng quan" in menu
        assert "Dữ liệu" in menu
        assert page.get_by_text("DỮ LIỆU GIẢ LẬP").first.is_visible()
        assert page.get_by_label("Cơ sở tính").count() == 1
        page.context.close()
