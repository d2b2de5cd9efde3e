"""A meeting: the slides say what the pages say, keys turn them, and the figures stay those of its beginning."""

import gc
import weakref
from datetime import date

import pytest

from ketnap import report
from ketnap.account import View
from ketnap.i18n import Translator
from tests.browser import server, settled, visit, with_sample
from tests.dashboard import opened, text
from tests.rows import ROSTER, TODAY, UNITS, keep, total

NAMES = ["title", "answer", "months", "units", "sources", "candidates", "graduates", "forecast", "scenario"]
OF_BLOCK = [*NAMES, "term", "planned", "asked"]
# The page that says the same as a slide.
PAGES = {
    "answer": "overview",
    "months": "months",
    "units": "units",
    "sources": "sources",
    "candidates": "pool",
    "graduates": "classes",
    "forecast": "forecast",
    "scenario": "whatif",
}


def slide(monkeypatch, store, name="", **query):
    """The slides opened at one of them."""
    return opened(monkeypatch, store, slide=name, **query).switch_page("pages/slides.py").run()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("query", [{}, {"officer": "UV3"}, {"unit": "U02", "basis": "ceremony"}], ids=str)
def test_a_slide_answers_in_the_words_of_its_page(monkeypatch, sample, language, name, query):
    shown = opened(monkeypatch, sample, language=language, **query).run()
    shown.switch_page(f"pages/{PAGES[name]}.py").run()
    answer = next(block.value for block in shown.markdown if block.value.startswith("### "))
    app = slide(monkeypatch, sample, name, language=language, **query)
    assert not app.exception
    assert f"### {app.header[0].value}" == answer


def test_the_buttons_turn_the_slides_to_the_last_and_back(monkeypatch, sample):
    app = slide(monkeypatch, sample)
    seen = ["title"]
    for _ in OF_BLOCK[1:]:
        app.button(key="on").click().run()
        assert not app.exception
        seen.append(app.query_params["slide"])
    assert seen == OF_BLOCK
    app.button(key="on").click().run()
    assert app.query_params["slide"] == "asked"
    app.button(key="back").click().run()
    assert app.query_params["slide"] == "planned"


def test_the_term_and_next_years_plan_are_slides_of_the_whole_block_only(monkeypatch, sample):
    app = slide(monkeypatch, sample, "term", officer="UV3")
    assert app.header[0].value == "Kết nạp đảng viên năm 2021"
    assert f"1/{len(NAMES) + 1}" in text(app)


def test_points_put_before_the_meeting_carry_the_figures_of_the_pages(monkeypatch, sample):
    said = text(slide(monkeypatch, sample, "asked", as_of="2021-05-31"))
    # The letter: 150 are needed, 45 admitted in five months; 105 in the seven months left are 15 a month.
    assert "Kết nạp thêm 105 đảng viên trong 7 tháng còn lại, bình quân 15,0" in said
    shown = opened(monkeypatch, sample, as_of="2021-05-31").run()
    shown.switch_page("pages/pool.py").run()
    assert "1 đơn vị chưa báo cáo" in text(shown)
    assert "Đôn đốc 1 đơn vị chưa báo cáo nguồn năm 2021." in said


def test_pulling_a_lever_on_the_slide_answers_at_once_and_lets_go_again(monkeypatch, sample):
    app = slide(monkeypatch, sample, "scenario", as_of="2021-05-31")
    assert app.header[0].value.startswith("Chưa giả định gì.")
    app.slider(key="quick_pace").set_value(200).run()
    assert app.header[0].value.startswith("Khả năng đạt chỉ tiêu 150:")
    app.switch_page("pages/whatif.py").run()
    assert "200%" in "".join(button.label for button in app.button)
    app.switch_page("pages/slides.py").run()
    app.session_state["chosen"]["slide"] = "scenario"
    app.run()
    app.slider(key="quick_pace").set_value(100).run()
    assert app.header[0].value.startswith("Chưa giả định gì.")


def test_a_class_more_is_a_lever_too(monkeypatch, sample):
    app = slide(monkeypatch, sample, "scenario", as_of="2021-05-31")
    app.slider(key="quick_class").set_value(100).run()
    # The classes of the sample have brought some four of ten; not all of them in the months left.
    assert "(bình quân +" in app.header[0].value


def test_what_is_kept_during_a_meeting_shows_only_when_asked_for(monkeypatch, store):
    roster = ROSTER + "S1,M,01/02/1990,Sở A,05/03/2021,,Đoàn TN,\n"
    keep(store, UNITS, roster)
    app = slide(monkeypatch, store, "answer", as_of="2021-05-31")
    assert app.header[0].value.startswith("Năm 2021, đến 31/5/2021 đã kết nạp 1 ")
    keep(store, ROSTER + "S2,L,01/02/1991,Sở A,06/04/2021,,Đoàn TN,\n", name="sau.csv")
    app.run()
    assert app.header[0].value.startswith("Năm 2021, đến 31/5/2021 đã kết nạp 1 ")
    app.button(key="newer").click().run()
    assert app.header[0].value.startswith("Năm 2021, đến 31/5/2021 đã kết nạp 2 ")
    assert not [button for button in app.button if button.key == "newer"]


def test_a_meeting_goes_on_after_a_look_at_a_page_until_it_is_ended(monkeypatch, store):
    keep(store, UNITS, ROSTER + "S1,M,01/02/1990,Sở A,05/03/2021,,Đoàn TN,\n")
    app = slide(monkeypatch, store, "answer", as_of="2021-05-31")
    keep(store, ROSTER + "S2,L,01/02/1991,Sở A,06/04/2021,,Đoàn TN,\n", name="sau.csv")
    app.switch_page("pages/overview.py").run()
    app.switch_page("pages/slides.py").run()
    assert app.header[0].value.startswith("Năm 2021, đến 31/5/2021 đã kết nạp 1 ")
    app.button(key="end").click().run()
    app.switch_page("pages/slides.py").run()
    assert app.header[0].value == "Kết nạp đảng viên năm 2021"
    app.button(key="on").click().run()
    assert app.header[0].value.startswith("Năm 2021, đến 31/5/2021 đã kết nạp 2 ")


def test_what_was_found_of_a_frozen_store_is_let_go_of_with_it(sample):
    frozen = sample.frozen()
    report.report(frozen, View(2021, date(2021, 5, 31)), Translator("vi"))
    gone = weakref.ref(frozen)
    frozen.close()
    del frozen
    gc.collect()
    assert gone() is None


def test_a_frozen_store_sees_no_later_change_and_changes_nothing(store):
    roster = ROSTER + "S1,M,01/02/1990,Sở A,05/03/2021,,Đoàn TN,\n"
    keep(store, UNITS, roster)
    store.set("default_rate", "4", "test")
    frozen = store.frozen()
    assert (total(frozen), frozen.setting("default_rate")) == (1, "4")
    keep(store, ROSTER + "S2,L,01/02/1991,Sở A,06/04/2021,,Đoàn TN,\n", name="sau.csv", today=TODAY)
    store.set("default_rate", "5", "test")
    assert (total(frozen), frozen.setting("default_rate")) == (1, "4")
    frozen.set("default_rate", "6", "test")
    assert (total(store), store.setting("default_rate")) == (2, "5")
    frozen.close()


SPILT = """() => {
    const turning = document.querySelector('.st-key-turning').getBoundingClientRect();
    const inside = [...document.querySelectorAll('.st-key-slide *')].filter(e => e.getBoundingClientRect().height > 0);
    const main = document.querySelector('[data-testid=stMain]');
    return Math.max(...inside.map(e => e.getBoundingClientRect().bottom)) > turning.top + 2
        || main.scrollHeight > main.clientHeight + 2;
}"""


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1280, 720)])
def test_every_slide_fits_the_screen(browser, tmp_path, width, height):
    with server(with_sample(tmp_path)) as address:
        page = visit(browser, f"{address}/slides?as_of=2021-05-31", width, height)
        for name in OF_BLOCK:
            page.goto(f"{address}/slides?as_of=2021-05-31&slide={name}")
            assert not settled(page).evaluate(SPILT), name
        page.context.close()


@pytest.mark.browser
def test_arrows_and_a_presenters_remote_turn_the_slides_and_escape_ends_them(browser, tmp_path):
    with server(with_sample(tmp_path)) as address:
        page = visit(browser, f"{address}/?as_of=2021-05-31", 1920, 1080)
        page.get_by_role("link", name="Trình chiếu").click()
        page.get_by_role("heading", name="Kết nạp đảng viên năm 2021").wait_for()
        settled(page)
        # The sidebar makes room.
        assert page.get_by_test_id("stExpandSidebarButton").is_visible()
        for key, name in (
            ("ArrowRight", "answer"),
            ("PageDown", "months"),
            ("PageUp", "answer"),
            ("ArrowRight", "months"),
        ):
            page.keyboard.press(key)
            page.wait_for_url(lambda url, name=name: f"slide={name}" in url)
            settled(page)
        page.get_by_role("button", name="Toàn màn hình").click()
        page.wait_for_function("document.fullscreenElement !== null")
        page.get_by_role("button", name="Toàn màn hình").click()
        page.wait_for_function("document.fullscreenElement === null")
        page.keyboard.press("Escape")
        page.get_by_role("heading", name="Tổng quan năm 2021").wait_for()
        assert not settled(page).get_by_test_id("stExpandSidebarButton").is_visible()
        page.context.close()
