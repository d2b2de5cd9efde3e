"""Stories on the page of the annual plan: numbers typed and locked, versions kept and approved, other pages."""

import re
from datetime import date
from zlib import crc32

import pytest
from streamlit.testing.v1 import AppTest

from ketnap import plan
from ketnap.plan import Method
from ketnap.store import Store
from tests.dashboard import opened, text
from tests.rows import keep
from tests.test_plan import MEMBERS, ROSTER, UNITS, person

DAY = date(2021, 6, 21)


@pytest.fixture
def filled(store) -> Store:
    """Two units of 200 and 100 members and one admission in January 2021."""
    keep(store, UNITS, MEMBERS.partition("Sở A,2022")[0], ROSTER + person(1, "Sở A", "10/01/2021"))
    return store


def on(monkeypatch, store: Store, page: str = "plan", **query: str) -> AppTest:
    """A page of the dashboard on 21/6/2021."""
    app = opened(monkeypatch, store, as_of=DAY.isoformat(), **query).run()
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


def edit(app: AppTest, units: str = "A\nB", **rows: dict[str, object]) -> AppTest:
    """The page after editing rows ("r0") of its table, as the browser sends it."""
    drawn = app.session_state.get("plan_table", 0)
    app.session_state[f"plan_units_2022_{drawn}_{crc32(units.encode()):x}"] = {
        "edited_rows": {int(row[1:]): cells for row, cells in rows.items()},
        "added_rows": [],
        "deleted_rows": [],
    }
    app.run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    """The page after pressing a button."""
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def test_the_page_answers_first_and_says_what_is_estimated(monkeypatch, filled):
    said = text(on(monkeypatch, filled))
    # 3 % of 300 members of 2021: nobody knows those of 2022.
    assert "### Năm 2022 cần kết nạp 9 đảng viên; 2/2 đơn vị nhận 9." in said
    assert "Chỉ tiêu là số ước tính: chưa có số đảng viên đầu năm 2022." in said
    assert "Kế hoạch năm 2022 chưa được duyệt." in said
    assert "Chưa khóa đơn vị nào: 9 đồng chí phân bổ cho tất cả đơn vị." in said


def test_the_year_comes_from_the_address_and_filters_do_not_touch_the_proposal(monkeypatch, filled):
    said = text(on(monkeypatch, filled, plan_year="2023", unit="A"))
    assert "Năm 2023 cần kết nạp 9" in said
    assert "bộ lọc chỉ áp dụng cho phần kế hoạch và kết quả ở dưới" in said


def test_a_number_typed_locks_its_unit_and_the_others_share_the_rest(monkeypatch, filled):
    app = edit(on(monkeypatch, filled), r0={"planned": "2"})
    assert "Đã khóa 1 đơn vị với 2; các đơn vị còn lại chia 7; cộng 9." in text(app)
    assert app.session_state["plans"][2022].fixed == (("A", 2),)
    app = edit(app, r0={"planned": ""})
    assert "Chưa khóa đơn vị nào" in text(app)


def test_a_tick_locks_what_is_proposed_and_unticked_lets_go(monkeypatch, filled):
    app = edit(on(monkeypatch, filled), r1={"locked": True})
    assert app.session_state["plans"][2022].fixed == (("B", 3),)
    app = edit(app, r1={"locked": False})
    assert app.session_state["plans"][2022].fixed == ()


def test_a_decimal_comma_is_refused_and_a_point_divides_thousands(monkeypatch, filled):
    app = edit(on(monkeypatch, filled), r0={"planned": "36,3"}, r1={"planned": "1.234"})
    said = text(app)
    assert "Đảng bộ Sở A: không nhận “36,3”: số người phải là số nguyên. Giữ nguyên 6." in said
    assert app.session_state["plans"][2022].fixed == (("B", 1234),)
    assert "Số đã khóa vượt 1.225 so với 9 cần kết nạp" in said
    # What was refused is said once.
    assert "36,3" not in text(app.run())


def test_what_was_locked_outlasts_another_page_and_another_language(monkeypatch, filled):
    app = edit(on(monkeypatch, filled), r0={"planned": "2"})
    app.switch_page("pages/months.py").run()
    app.switch_page("pages/plan.py").run()
    assert "Đã khóa 1 đơn vị với 2" in text(app)
    app.session_state["language"] = "en"
    app.run()
    assert not app.exception
    assert "Locked: 1 units with 2; the other units share 7; together 9." in text(app)
    press(app, "Unlock all")
    assert "Nothing is locked" in text(app)


def test_the_number_may_be_typed_or_catch_up_with_the_term(monkeypatch, filled):
    app = on(monkeypatch, filled)
    size = next(radio for radio in app.radio if radio.label == "Số cần kết nạp")
    size.set_value("number").run()
    number = next(field for field in app.text_input if field.label == "Số lượng")
    number.set_value("1.200").run()
    assert "Năm 2022 cần kết nạp 1.200 đảng viên" in text(app)
    next(field for field in app.text_input if field.label == "Số lượng").set_value("36,3").run()
    assert "Đây không phải số người nguyên." in text(app)
    assert "Năm 2022 cần kết nạp 1.200 đảng viên" in text(app)
    next(radio for radio in app.radio if radio.label == "Số cần kết nạp").set_value("catch_up").run()
    # One admission by June of the 9 that 2021 asks for: whether it ends with 1 or 4, ceil((9 - that) / 4) is 2.
    assert "Năm 2022 cần kết nạp 11 đảng viên" in text(app)
    assert re.search(r"Năm 2021 chưa hết: tính theo mức giữa của dự báo là [1-4]\.", text(app))


def test_a_rate_reads_a_decimal_comma(monkeypatch, filled):
    app = on(monkeypatch, filled)
    next(field for field in app.text_input if field.label == "Tỷ lệ (%)").set_value("3,5").run()
    # 3.5 % of 300 = 10.5, rounded up.
    assert "Năm 2022 cần kết nạp 11 đảng viên" in text(app)
    next(field for field in app.text_input if field.label == "Tỷ lệ (%)").set_value("ba").run()
    assert "Tỷ lệ phải là số phần trăm" in text(app)


def test_a_draft_is_submitted_approved_withdrawn_and_opened(monkeypatch, filled):
    app = press(edit(on(monkeypatch, filled), r0={"planned": "2"}), "Lưu bản nháp")
    (version,) = plan.versions(filled, 2022, DAY)
    assert (version.state, version.total, version.method) == ("draft", 9, Method(2022, fixed=(("A", 2),)))
    press(app, "Trình")
    assert plan.versions(filled, 2022, DAY)[0].state == "submitted"
    next(field for field in app.text_input if field.label == "Số văn bản").set_value("12-KH/ĐUK")
    next(field for field in app.text_input if field.label == "Người duyệt").set_value("Ban Thường vụ")
    press(app, "Duyệt")
    found = plan.approved(filled, 2022, DAY)
    assert found is not None
    assert (found.document, found.decided_on, found.done_by) == ("12-KH/ĐUK", DAY, "Ban Thường vụ")
    assert "Kế hoạch năm 2022 đã duyệt: 9 đồng chí (12-KH/ĐUK, 21/6/2021)." in text(app).replace("\\", "")
    press(app, "Bỏ khóa tất cả")
    press(app, "Mở")
    assert "Đã khóa 1 đơn vị với 2" in text(app)
    press(app, "Rút")
    assert "Kế hoạch năm 2022 chưa được duyệt." in text(app)


def test_a_version_beside_what_is_on_the_screen(monkeypatch, filled):
    app = press(on(monkeypatch, filled), "Lưu bản nháp")
    app = edit(app, r0={"planned": "2"})
    compared = next(table.value for table in app.dataframe if "Đang hiển thị" in table.value)
    assert compared.iloc[:, 1:].to_numpy().tolist() == [[6, 2, "−4"], [3, 7, "+4"], [9, 9, "0"]]


@pytest.fixture
def approved(filled) -> Store:
    """The same with an approved plan of 2021: 6 and 3, two thirds of them by May."""
    rows = "Sở A,2021,2,,,,2,,,,2,,,,6,1-KH/ĐUK,05/01/2021\nSở B,2021,1,,,,1,,,,1,,,,3,1-KH/ĐUK,05/01/2021\n"
    keep(filled, "Đơn vị,Năm,T1,T2,T3,T4,T5,T6,T7,T8,T9,T10,T11,T12,Kế hoạch năm,Văn bản số,Ngày duyệt\n" + rows)
    return filled


@pytest.mark.parametrize("page", ["overview", "months", "units", "officers", "pool", "classes", "forecast", "plan"])
def test_pages_say_how_the_approved_plan_goes(monkeypatch, approved, page):
    said = text(on(monkeypatch, approved, page, plan_year="2021"))
    assert "Kế hoạch năm 2021 đã duyệt là 9, đến 21/6/2021 là 6; đã kết nạp 1, ít hơn 5." in said


def test_units_show_the_plan_in_a_column(monkeypatch, approved):
    app = on(monkeypatch, approved, "units")
    table = next(table.value for table in app.dataframe if "Kế hoạch 2021" in table.value)
    assert table[["Đơn vị", "Kế hoạch 2021"]].to_numpy().tolist() == [["Đảng bộ Sở A", 6], ["Chi bộ Sở B", 3]]


def test_a_plan_from_a_file_opens_with_every_unit_locked(monkeypatch, approved):
    said = text(on(monkeypatch, approved, plan_year="2021"))
    assert "Đã khóa 2 đơn vị với 9; các đơn vị còn lại chia 0; cộng 9." in said


def test_without_an_approved_plan_other_pages_say_nothing_of_it(monkeypatch, filled):
    for page in ("overview", "months", "units"):
        app = on(monkeypatch, filled, page)
        assert "Kế hoạch năm" not in text(app)
        assert all("Kế hoạch 2021" not in table.value for table in app.dataframe)


def test_what_was_typed_stays_with_its_unit_when_the_day_changes_the_units(monkeypatch, filled):
    keep(filled, "STT,Mã đơn vị,Tên đơn vị,Ngày thành lập\n0,AA,Chi bộ Sở AA,01/06/2021\n")
    app = on(monkeypatch, filled)
    order = "\n".join(filled.query("units_on", as_of=DAY)["unit_code"])
    app = edit(app, order, r1={"planned": "2"})
    fixed = app.session_state["plans"][2022].fixed
    app.date_input[0].set_value(date(2021, 5, 31)).run()
    assert not app.exception
    assert app.session_state["plans"][2022].fixed == fixed
    assert len(fixed) == 1


def test_an_approved_plan_opens_with_its_own_numbers_when_the_data_have_changed(monkeypatch, filled):
    press(on(monkeypatch, filled), "Lưu bản nháp")
    (version,) = plan.versions(filled, 2022, DAY)
    plan.note(filled, version, "approved", "test", "1-KH", DAY)
    keep(filled, "Đơn vị,Năm,Tổng số đảng viên\nSở A,2021,300\nSở B,2021,300\n", name="dv.csv")
    app = on(monkeypatch, filled)
    assert "Năm 2022 cần kết nạp 9 đảng viên; 2/2 đơn vị nhận 9." in text(app)
    assert "Đã khóa 2 đơn vị với 9" in text(app)
    assert "Trên màn hình là" not in text(app)
    press(app, "Bỏ khóa tất cả")
    # By members of today 9 are 5 and 4, not 6 and 3.
    assert "Trên màn hình là 9, khác kế hoạch đã duyệt v1 (9)" in text(app)


def test_what_files_say_of_a_plan_is_text_on_every_page(monkeypatch, filled):
    bad = "![x](http://evil.example/a.png)"
    rows = f"Sở A,2021,2,,,,2,,,,2,,,,6,{bad},05/01/2021\nSở B,2022,2,,,,2,,,,2,,,,6,{bad},05/01/2021\n"
    keep(
        filled,
        "Đơn vị,Năm,T1,T2,T3,T4,T5,T6,T7,T8,T9,T10,T11,T12,Kế hoạch năm,Văn bản số,Ngày duyệt\n" + rows,
        name="![y](a).csv",
    )
    for page, query in (("plan", {}), ("overview", {}), ("slides", {"slide": "planned"})):
        said = text(on(monkeypatch, filled, page, **query))
        assert "![" not in said
        assert "evil" in said or page == "overview"


def test_a_number_too_large_for_people_is_refused(monkeypatch, filled):
    app = edit(on(monkeypatch, filled), r0={"planned": "3000000"})
    assert "không nhận “3000000”" in text(app)
    next(radio for radio in app.radio if radio.label == "Số cần kết nạp").set_value("number").run()
    next(field for field in app.text_input if field.label == "Số lượng").set_value("2000000").run()
    assert "Đây không phải số người nguyên." in text(app)
