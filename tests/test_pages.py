"""Every page in both languages, empty and with the sample; and stories in which something changes."""

import tomllib
from collections.abc import Iterator
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from ketnap import batch
from ketnap.store import Store, sample_files
from ketnap.ui import frame
from tests.dashboard import ROOT, choose, opened, text, uploaded
from tests.rows import ROSTER, UNITS, keep

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
TITLES = {
    "vi": {
        "overview": "Tổng quan năm 2021",
        "months": "Theo tháng",
        "units": "Theo đơn vị",
        "sources": "Theo nguồn",
        "officers": "Theo ủy viên phụ trách",
        "pool": "Nguồn phát triển Đảng",
        "classes": "Lớp bồi dưỡng",
        "composition": "Cơ cấu",
        "procedure": "Quy trình",
        "organizations": "Đoàn thể",
        "forecast": "Dự báo",
        "whatif": "Giả định",
        "plan": "Kế hoạch năm",
        "documents": "Văn bản",
        "slides": "Kết nạp đảng viên năm 2021",
        "data": "Dữ liệu",
    },
    "en": {
        "overview": "Overview of 2021",
        "months": "By month",
        "units": "By unit",
        "sources": "By source",
        "officers": "By officer",
        "pool": "Candidate pool",
        "classes": "Awareness classes",
        "composition": "Composition",
        "procedure": "Procedure",
        "organizations": "Organizations",
        "forecast": "Forecast",
        "whatif": "What if",
        "plan": "Annual plan",
        "documents": "Documents",
        "slides": "Admission of party members in 2021",
        "data": "Data",
    },
}


@pytest.fixture(scope="module")
def shown() -> Iterator[Store]:
    """A store with the sample that every read-only page test shares."""
    opened = Store(None)
    batch.load_sample(opened, "test", date(2021, 6, 21))
    yield opened
    opened.close()


@pytest.fixture
def app(monkeypatch, store) -> AppTest:
    """The dashboard on an empty store, as opened from its start page, on 21/6/2021."""
    return opened(monkeypatch, store)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_with_the_sample_shows_its_title_and_says_the_data_are_invented(monkeypatch, shown, name, language):
    app = opened(monkeypatch, shown, language=language).run()
    app.switch_page(f"pages/{name}.py").run()
    assert not app.exception
    assert app.header[0].value == TITLES[language][name]
    assert {"vi": "DỮ LIỆU GIẢ LẬP", "en": "SYNTHETIC DATA"}[language] in text(app)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_without_data_says_what_to_load(monkeypatch, store, name, language):
    app = opened(monkeypatch, store, language=language).run()
    app.switch_page(f"pages/{name}.py").run()
    assert not app.exception
    assert not app.get("plotly_chart")
    if name == "overview":
        assert app.button(key="load_sample")
        assert app.file_uploader
    elif name != "data":
        assert {"vi": "Chưa có dữ liệu", "en": "Nothing is loaded yet"}[language] in app.info[0].value
        assert app.get("download_button")


def test_no_table_has_a_download_that_guards_no_formula():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["client"]["disableDataExport"] is True


@pytest.mark.parametrize("name", PAGES)
def test_a_pages_own_address_shows_the_whole_frame_on_a_fresh_server(monkeypatch, shown, name):
    # Before app.py has run once, Streamlit runs the page's script alone.
    app = opened(monkeypatch, shown)
    app.switch_page(f"pages/{name}.py").run()
    assert not app.exception
    assert "DỮ LIỆU GIẢ LẬP" in text(app)
    assert app.sidebar.selectbox(key="year_vi").value == "2021"


def test_one_click_loads_the_sample_and_the_letters_figures_stand_there(app):
    app.run()
    app.button(key="load_sample").click().run()
    said = text(app)
    for figure in ("45/150", "30,0%", "45/124", "36,3%", "15,0", "105", "giảm 79 đồng chí"):
        assert figure in said


def test_upload_review_keep_undo_redo(app, store):
    roster = ROSTER + "S1,M,01/02/1990,Sở A,05/03/2021,,Đoàn TN,\nS2,L,01/02/1991,Sở Lạ,05/03/2021,,,\n"
    uploaded(app, ("ds.csv", roster), ("dv.csv", UNITS))
    assert store.query("imports").empty
    assert "### 3 dòng được nhận, 1 dòng chưa nhận." in text(app)

    app.button(key="keep").click().run()
    assert "Đã lưu 2 tệp" in app.success[0].value
    assert store.query("imports")["rows_kept"].tolist() == [1, 2]
    assert "Dòng chờ sửa: 1" in text(app)

    app.selectbox(key="import_2").select(2).run()
    app.button(key="undo").click().run()
    assert store.query("imports")["undone"].tolist() == [True, False]
    assert app.toast[0].value.startswith("Đã hoàn tác: lần nạp 2 · ")
    app.button(key="redo").click().run()
    assert store.query("imports")["undone"].tolist() == [False, False]


def test_the_newest_import_is_the_one_offered_for_undoing(app, store):
    keep(store, UNITS)
    app.run()
    app.switch_page("pages/data.py").run()
    app.selectbox(key="import_1").select(1).run()
    keep(store, ROSTER + "S1,M,01/02/1990,Sở A,05/03/2021,,Đoàn TN,\n")
    app.run()
    app.button(key="undo").click().run()
    assert store.query("imports")["undone"].tolist() == [True, False]


def test_keeping_the_same_files_again_says_that_nothing_is_new(app, store):
    roster = ROSTER + "S1,M,01/02/1990,Sở A,05/03/2021,,Đoàn TN,\n"
    uploaded(app, ("dv.csv", UNITS), ("ds.csv", roster))
    app.button(key="keep").click().run()
    choose(app, ("ds.csv", roster))
    assert "Mới: **0** · đã có: **1** · thay đổi: **0**" in text(app)


def test_a_wrong_file_is_refused_in_a_sentence_and_cannot_be_kept(app):
    uploaded(app, ("bao_cao.csv", "<html><body>Không phải bảng</body></html>"))
    assert "trang web" in app.error[0].value
    assert not [button for button in app.button if button.key == "keep"]


def test_all_sample_files_uploaded_by_hand_are_marked_as_the_sample(app):
    app.run()
    choose(app, *((upload.name, upload.data) for upload in sample_files()))
    app.button(key="keep").click().run()
    assert app.warning[0].value.startswith("DỮ LIỆU GIẢ LẬP")
    assert "36,3%" in text(app)


def test_the_language_switch_changes_every_text_and_keeps_the_filters(monkeypatch, shown):
    app = opened(monkeypatch, shown).run()
    app.selectbox(key="basis_vi").select("ceremony").run()
    app.selectbox(key="unit_vi").select("U02").run()
    app.session_state["language"] = "en"
    app.run()
    assert app.header[0].value == "Overview of 2021"
    assert app.selectbox(key="basis_en").value == "ceremony"
    assert app.selectbox(key="unit_en").value == "U02"


def test_the_address_carries_language_year_unit_source_day_and_basis(monkeypatch, shown):
    query = {"language": "en", "year": "2020", "as_of": "2021-03-31", "basis": "ceremony", "source": "youth_union"}
    app = opened(monkeypatch, shown, **query).run()
    assert app.header[0].value == "Overview of 2020"
    assert app.date_input[0].value == date(2021, 3, 31)
    assert app.selectbox(key="basis_en").value == "ceremony"
    assert app.selectbox(key="source_en").value == "youth_union"
    assert {name: app.query_params[name] for name in query} == query


def test_a_nonsense_address_falls_back_to_the_defaults(monkeypatch, shown):
    query = {"language": "xx", "year": "1800", "as_of": "hôm qua", "basis": "?", "unit": "' or 1=1", "source": "x"}
    app = opened(monkeypatch, shown, **query).run()
    assert not app.exception
    assert app.header[0].value == "Tổng quan năm 2021"
    assert [name for name in app.query_params if name != "language"] == ["as_of"]


def test_filters_narrow_every_figure_and_say_so(monkeypatch, shown):
    app = opened(monkeypatch, shown).run()
    app.selectbox(key="officer_vi").select("UV3").run()
    assert "Chỉ xem: Ủy viên phụ trách 3" in text(app)
    assert "13/28" in text(app)
    app.switch_page("pages/units.py").run()
    assert len(app.dataframe[0].value) == 10


def test_an_as_of_day_in_mid_month_compares_the_same_days(monkeypatch, shown):
    app = opened(monkeypatch, shown, as_of="2021-05-10").run()
    # Counted in the sample: 38 decisions from 1/1 to 10/5/2021 and 101 in the same days of 2020.
    assert "38/101" in text(app)


def test_settings_change_the_figures(app, store):
    app.run()
    app.button(key="load_sample").click().run()
    app.switch_page("pages/data.py").run()
    next(box for box in app.checkbox if "kết nạp lại" in box.label).check()
    next(button for button in app.button if button.label == "Lưu cài đặt").click().run()
    assert store.setting("count_readmissions") == "yes"
    app.switch_page("pages/overview.py").run()
    assert "46/150" in text(app)


def test_the_forecast_page_says_what_is_missing(app):
    uploaded(app, ("dv.csv", UNITS), ("ds.csv", ROSTER + "S1,M,01/02/1990,Sở A,05/01/2021,,Đoàn TN,\n"))
    app.button(key="keep").click().run()
    app.switch_page("pages/forecast.py").run()
    assert "mới biết 1 tháng trọn, cần ít nhất 3 tháng" in text(app)
    assert not app.get("plotly_chart")


def test_a_locked_database_is_said_in_a_sentence(monkeypatch, store):
    from ketnap.store import StoreLocked

    app = opened(monkeypatch, store)

    def locked() -> Store:
        raise StoreLocked("data")

    monkeypatch.setattr(frame, "store", locked)
    app.run()
    assert not app.exception
    assert "Một Ketnap khác đang mở dữ liệu" in app.error[0].value


def test_a_new_import_moves_the_as_of_day_along_in_the_same_session(app, store):
    uploaded(app, ("dv.csv", UNITS), ("ds.csv", ROSTER + "S1,M,01/02/1990,Sở A,05/03/2021,,,\n"))
    app.button(key="keep").click().run()
    assert app.date_input[0].value == date(2021, 3, 31)
    april = ROSTER + "S2,L,01/02/1991,Sở A,05/04/2021,,,\n"
    choose(app, ("t4.csv", april))
    app.button(key="keep").click().run()
    assert app.date_input[0].value == date(2021, 4, 30)


def test_another_officer_lets_go_of_a_unit_that_is_not_theirs(monkeypatch, shown):
    app = opened(monkeypatch, shown, officer="UV3", unit="U03").run()
    assert app.session_state["chosen"]["unit"] == "U03"
    app.selectbox(key="officer_vi").select("UV5").run()
    assert app.session_state["chosen"]["unit"] == ""


@pytest.mark.parametrize("day", ["1950-01-01", "9999-12-31", "2999-01-01"])
def test_an_impossible_day_in_the_address_falls_back(monkeypatch, shown, day):
    app = opened(monkeypatch, shown, as_of=day).run()
    assert not app.exception
    assert app.date_input[0].value == date(2021, 5, 31)


def test_text_of_a_file_is_shown_as_written_never_as_a_picture(app):
    uploaded(app, ("![x](http://a.example/b.png).csv", "![b](http://a.example/c.png),Ngày QĐ,X\n![d](e),1/1/2021,\n"))
    shown_text = text(app)
    assert "![" not in shown_text
    assert r"\!\[x\]" in shown_text
    assert r"\!\[b\]" in shown_text
    assert r"\!\[d\]" in shown_text


def test_an_early_day_in_the_address_is_a_year_without_admissions_not_an_error(monkeypatch, shown):
    app = opened(monkeypatch, shown, as_of="2016-01-01").run()
    assert not app.exception
    assert app.selectbox(key="year_vi").value == "2016"
