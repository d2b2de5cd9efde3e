"""What a clerk sees between choosing files and keeping them: the review, the questions, reading in the background."""

import gc
import threading
from datetime import date
from functools import _lru_cache_wrapper
from io import BytesIO

import pytest
import xlsxwriter
from streamlit.testing.v1 import AppTest

from ketnap import batch, export, words
from ketnap.i18n import Translator
from ketnap.ingest import reasons
from ketnap.ingest.read import Reading, Refused
from ketnap.ingest.record import Problem
from ketnap.store import StoreFull, Upload
from ketnap.tables import TABLES
from ketnap.ui.reading import Found, likely
from ketnap.ui.review import answer
from tests.browser import server, settled, visit, with_sample
from tests.dashboard import choose, expand, opened, text, uploaded
from tests.rows import ROSTER, TODAY, UNITS, keep, total

vi, en = Translator("vi"), Translator("en")
DIRTY = ROSTER + (
    "S1,M,01/02/1990,Sở A,05/03/2021,,Đoàn TN,\n"
    "S2,L,01/02/1991,Sở Lạ,05/03/2021,,,\n"
    "S3,N,01/02/1992,Sở A,31/02/2021,,,\n"
    "S4,P,01/02/1993,SỞ LẠ,09/03/2021,,,\n"
)
REMEMBERING = [f"ketnap.ingest.{name}" for name in ("texts", "values", "columns", "legacy")]
STRANGE = "Nhà nào,Hôm ấy,Ai đưa vào\nSở A,05/03/2021,Đoàn TN\nSở B,06/03/2021,Công đoàn\n"


@pytest.fixture
def app(monkeypatch, store) -> AppTest:
    """The dashboard on an empty store, as opened from its start page."""
    return opened(monkeypatch, store)


def selectbox(app: AppTest, label: str):
    """The selectbox of this label."""
    return next(box for box in app.selectbox if box.label == label)


def button(app: AppTest, label: str):
    """The first button of this label."""
    return next(found for found in app.button if found.label == label)


def workbook(**sheets: list[list[str]]) -> bytes:
    """A workbook of sheets given as rows of texts."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return file.getvalue()


def cells(text_: str) -> list[list[str]]:
    """The cells of lines with commas."""
    return [line.split(",") for line in text_.splitlines()]


def test_an_unknown_unit_is_answered_by_one_click_and_its_rows_count(app, store):
    keep(store, UNITS)
    uploaded(app, ("ds.csv", DIRTY))
    assert "1 tên trong 2 dòng" in text(app)  # "Sở Lạ" and "SỞ LẠ" are one name
    assert button(app, "Chọn đơn vị này").disabled

    selectbox(app, "Đơn vị của “Sở Lạ”").select("B").run()
    button(app, "Chọn đơn vị này").click().run()
    assert "### 3 dòng được nhận, 1 dòng chưa nhận." in text(app)
    assert "Đây là những đơn vị nào?" not in text(app)
    app.button(key="keep").click().run()
    assert total(store, unit="B") == 2

    # Another load of the register leaves the given name alone.
    keep(store, UNITS)
    choose(app, ("t4.csv", ROSTER + "S9,Q,01/02/1994,Sở Lạ,05/04/2021,,,\n"))
    assert "### Nhận cả 1 dòng." in text(app)

    app.selectbox(key="answer").select("Sở Lạ → Chi bộ Sở B").run()
    app.button(key="take_back").click().run()
    assert "### Chưa nhận dòng nào trong 1 dòng." in text(app)


def test_only_a_unit_clearly_alike_is_proposed_and_never_taken(app, store):
    keep(store, UNITS + "C,Đảng bộ Văn phòng Tỉnh ủy,,\n")
    uploaded(app, ("ds.csv", ROSTER + "S1,M,01/02/1990,Văn phòng Tỉnh ủi,05/03/2021,,,\n"))
    assert selectbox(app, "Đơn vị của “Văn phòng Tỉnh ủi”").value == "C"
    assert "### Chưa nhận dòng nào trong 1 dòng." in text(app)
    button(app, "Chọn đơn vị này").click().run()
    assert "### Nhận cả 1 dòng." in text(app)


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("Đảng bộ Sở Tài chánh", "TC"),
        ("Sở Tài chính tỉnh", None),  # nearly as much like the city's
        ("Chi bộ Trường học 13", None),  # 3 is not 13
        ("Chi bộ Trường hoc 3", "T3"),
        ("Chi bộ Trường học IV", None),
        ("Sở", None),
        ("", None),
    ],
)
def test_what_is_alike(name, proposed):
    known = [("sở tài chính", "TC"), ("sở tài chính thành", "TP"), ("trường học 3", "T3"), ("trường học v", "T5")]
    assert likely(name, known) == proposed


def test_units_of_a_register_that_comes_along_can_be_named_once_it_is_kept(app, store):
    uploaded(app, ("dv.csv", UNITS), ("ds.csv", DIRTY))
    assert not [box for box in app.selectbox if box.label.startswith("Đơn vị của")]
    app.button(key="keep_units").click().run()
    assert store.query("imports")["table_name"].tolist() == ["units"]
    selectbox(app, "Đơn vị của “Sở Lạ”").select("A").run()
    button(app, "Chọn đơn vị này").click().run()
    assert "### 5 dòng được nhận, 1 dòng chưa nhận." in text(app)


def test_without_a_register_names_wait_for_it(app):
    uploaded(app, ("ds.csv", DIRTY))
    assert "Chưa có danh mục đơn vị: hãy nạp tệp đơn vị trước." in text(app)
    assert not [box for box in app.selectbox if box.label.startswith("Đơn vị của")]


def test_more_names_than_fit_follow_when_the_first_are_answered(app, store):
    keep(store, UNITS)
    rows = "".join(f"S{n},M{n},01/02/1990,Nơi số {n},05/03/2021,,,\n" for n in range(10))
    uploaded(app, ("ds.csv", ROSTER + rows))
    assert len([box for box in app.selectbox if box.label.startswith("Đơn vị của")]) == 8
    assert "Còn 2 tên nữa" in text(app)
    selectbox(app, "Đơn vị của “Nơi số 0”").select("A").run()
    button(app, "Chọn đơn vị này").click().run()
    assert len([box for box in app.selectbox if box.label.startswith("Đơn vị của")]) == 8
    assert "Còn 1 tên nữa" in text(app)


def test_a_header_nobody_foresaw_is_explained_once(app, store):
    keep(store, UNITS)
    uploaded(app, ("la.csv", STRANGE))
    assert "Hãy chỉ giúp" in app.warning[0].value
    assert "05/03/2021 · 06/03/2021" in text(app)
    assert button(app, "Đọc lại theo cách này").disabled
    assert "Còn thiếu: Đơn vị; Ngày quyết định hoặc Ngày kết nạp" in text(app)
    assert not [found for found in app.button if found.key == "keep"]

    selectbox(app, "Nghĩa của “Nhà nào”").select("unit").run()
    selectbox(app, "Nghĩa của “Hôm ấy”").select("decision_date").run()
    selectbox(app, "Nghĩa của “Ai đưa vào”").select("source").run()
    button(app, "Đọc lại theo cách này").click().run()
    assert "### Nhận cả 2 dòng." in text(app)
    app.button(key="keep").click().run()
    assert total(store, source="trade_union") == 1

    choose(app, ("t4.csv", STRANGE.replace("/03/", "/04/")))
    assert "### Nhận cả 2 dòng." in text(app)
    assert not app.warning

    expand(app, "Các cột")
    assert "đọc theo cách đã xác nhận trước đây" in text(app)
    button(app, "Hủy xác nhận").click().run()
    assert "Hãy chỉ giúp" in app.warning[0].value


def test_what_is_missing_or_doubled_in_an_explanation_is_named(app, store):
    keep(store, UNITS)
    uploaded(app, ("la.csv", STRANGE))
    selectbox(app, "Nghĩa của “Nhà nào”").select("unit").run()
    selectbox(app, "Nghĩa của “Ai đưa vào”").select("unit").run()
    selectbox(app, "Nghĩa của “Hôm ấy”").select("ceremony_date").run()
    assert "Có hai cột cùng một nghĩa" in text(app)
    assert button(app, "Đọc lại theo cách này").disabled
    selectbox(app, "Đây là bảng gì").select("opening_members").run()
    assert "Còn thiếu: Đơn vị; Năm; Số đảng viên đầu kỳ." in text(app)


def test_how_columns_were_understood_can_be_seen_and_changed(app, store):
    keep(store, UNITS)
    uploaded(app, ("ds.csv", "Đơn vị,Ngày QĐ,Ngày kết nạp\nSở A,05/03/2021,09/03/2021\n"))
    expand(app, "Các cột")
    assert selectbox(app, "Nghĩa của “Ngày QĐ”").value == "decision_date"
    selectbox(app, "Nghĩa của “Ngày QĐ”").select("").run()
    button(app, "Đọc lại theo cách này").click().run()
    app.button(key="keep").click().run()
    assert store.query("imports")["rows_kept"].iloc[0] == 1
    assert total(store, date(2021, 3, 8)) == 0  # counted by the ceremony, 9/3/2021


def test_problems_are_grouped_by_reason_and_filtered(app, store):
    keep(store, UNITS)
    many = "".join(f"X{n},Q{n},01/02/1990,Sở A,32/13/2021,,,\n" for n in range(300))
    uploaded(app, ("ds.csv", DIRTY + many))
    assert "- **301** · Không đọc được ngày." in text(app)
    assert "Dòng: 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 và 289 dòng khác." in text(app)
    assert "- **2** · Đơn vị không có trong danh mục." in text(app)

    expand(app, "Từng dòng: 303")
    assert len(app.dataframe[0].value) == 303
    pills = app.get("pills")[0]
    assert pills.options == ["ngày không đọc được · 301", "đơn vị không có trong danh mục · 2"]
    pills.set_value("unknown_unit").run()
    assert app.dataframe[0].value.to_dict("list") == {
        "Dòng": [3, 5],
        "Cột": ["Đơn vị", "Đơn vị"],
        "Trong tệp ghi": ["Sở Lạ", "SỞ LẠ"],
        "Lý do": ["đơn vị không có trong danh mục"] * 2,
    }


def test_contradictions_and_people_who_may_be_one_are_shown_together(app, store):
    keep(store, UNITS)
    rows = (
        "S1,M,01/02/1990,Sở A,05/03/2021,,,\n"
        "S1,M,01/02/1990,Sở B,06/03/2021,,,\n"
        ",Trùng Tên,,Sở A,05/03/2021,,,\n"
        ",Khác Tên,,Sở A,05/03/2021,,,\n"
        ",Trùng Tên,,Sở B,07/03/2021,,,\n"
    )
    uploaded(app, ("ds.csv", ROSTER + rows))
    expand(app, "Cần xem lại: 2")
    shown = app.dataframe[0].value
    assert shown["Dòng"].tolist() == [3, 4]
    assert shown["Các dòng liên quan"].tolist()[1] == "6"
    assert shown["Lý do"].tolist() == ["mâu thuẫn", "có thể là cùng một người"]


def test_nothing_is_kept_of_a_file_that_is_refused(app, store):
    uploaded(app, ("trang.csv", "<html><body>Không phải bảng</body></html>"), ("dv.csv", UNITS))
    assert "trang web" in app.error[0].value
    assert "1 tệp chưa đọc được." in text(app)
    app.button(key="keep").click().run()
    assert store.query("imports")["file_name"].tolist() == ["dv.csv"]


def test_a_file_without_a_good_row_is_kept_so_that_its_rows_wait(app, store):
    keep(store, UNITS)
    uploaded(app, ("ds.csv", ROSTER + "S1,M,01/02/1990,Sở A,31/02/2021,,,\n"))
    assert app.button(key="keep").label == "Lưu 1 tệp để các dòng chờ sửa"
    app.button(key="keep").click().run()
    assert "Dòng chờ sửa: 1" in text(app)


def test_every_sheet_of_a_workbook_is_reviewed_and_named(app, store):
    keep(store, UNITS)
    book = workbook(
        T3=cells(ROSTER + "S1,M,01/02/1990,Sở A,05/03/2021,,,\n"),
        T4=cells(ROSTER + "S2,N,01/02/1991,Sở A,31/04/2021,,,\n"),
        Bìa=[["Danh sách gửi Ban Tổ chức"]],
    )
    uploaded(app, ("ds.xlsx", book))
    assert "### 1 dòng được nhận, 1 dòng chưa nhận." in text(app)
    assert "**ds\\.xlsx › T3** · Danh sách kết nạp" in text(app)
    assert "Các trang tính của ds\\.xlsx chưa được đọc: “Bìa”." in text(app)
    assert not app.error
    app.button(key="keep").click().run()
    assert "Đã lưu 1 tệp" in app.success[0].value
    waiting = next(frame.value for frame in app.dataframe if "Sai ở đâu và cần làm gì" in frame.value)
    assert waiting["Tệp"].tolist() == ["ds.xlsx › T4"]


def test_a_hidden_sheet_beside_others_is_named(app, store):
    keep(store, UNITS)
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for name in ("T3", "Nháp"):
            for number, row in enumerate(cells(ROSTER + f"S{name},M,01/02/1990,Sở A,05/03/2021,,,\n")):
                (book.get_worksheet_by_name(name) or book.add_worksheet(name)).write_row(number, 0, row)
        book.get_worksheet_by_name("Nháp").hide()
    uploaded(app, ("ds.xlsx", file.getvalue()))
    assert "### Nhận cả 1 dòng." in text(app)
    assert "Các trang tính của ds\\.xlsx chưa được đọc: “Nháp”." in text(app)


class Slow:
    """A reading of files that waits until it is let go on."""

    def __init__(self, monkeypatch) -> None:
        self.go, self.read = threading.Event(), batch.read_batch
        self.begun: list[list[str]] = []
        monkeypatch.setattr(batch, "read_batch", self)

    def __call__(self, store, uploads, *arguments, **named):
        self.begun.append([upload.name for upload in uploads])
        self.go.wait(60)
        return self.read(store, uploads, *arguments, **named)


def test_a_page_can_be_used_while_files_are_read(monkeypatch, app, store):
    keep(store, UNITS)
    slow = Slow(monkeypatch)
    monkeypatch.setattr("ketnap.ui.reading.PATIENCE", 0)
    uploaded(app, ("ds.csv", DIRTY))
    assert app.status[0].label.startswith("Đang đọc 1 (")
    assert not [found for found in app.button if found.key == "keep"]
    app.switch_page("pages/overview.py").run()
    assert not app.exception

    app.switch_page("pages/data.py").run()
    choose(app, ("moi.csv", ROSTER + "S9,Q,01/02/1994,Sở A,05/04/2021,,,\n"))
    slow.go.set()
    app.session_state["reading"].result.result(60)
    app.run()
    assert not app.status
    assert "**moi\\.csv**" in text(app)
    assert "### Nhận cả 1 dòng." in text(app)


def test_the_file_that_is_being_read_is_named(monkeypatch, app, store):
    keep(store, UNITS)
    told, go, read = threading.Event(), threading.Event(), batch.read_batch

    def slow(store, uploads, today, progress):
        def tell(number: int, name: str) -> None:
            progress(number, name)
            if number == 2:
                told.set()
                go.wait(60)

        return read(store, uploads, today, progress=tell)

    monkeypatch.setattr(batch, "read_batch", slow)
    monkeypatch.setattr("ketnap.ui.reading.PATIENCE", 0)
    uploaded(app, ("a.csv", DIRTY), ("b_1.csv", DIRTY + "\n"))
    assert told.wait(60)
    app.run()
    assert app.status[0].label.startswith("Đang đọc 2/2: b\\_1\\.csv (")
    go.set()
    app.session_state["reading"].result.result(60)


@pytest.mark.parametrize("page", ["overview", "months"])
@pytest.mark.parametrize("kept", [True, False], ids=["data", "no data"])
def test_files_stay_in_memory_only_where_they_can_be_seen(app, store, page, kept):
    if kept:
        keep(store, UNITS)
    uploaded(app, ("ds.csv", DIRTY))
    assert "reading" in app.session_state
    app.run()
    assert "reading" in app.session_state
    app.switch_page(f"pages/{page}.py").run()
    assert "reading" not in app.session_state
    if page == "overview" and not kept:
        choose(app, ("ds.csv", DIRTY))
        assert "reading" in app.session_state


def remembered(*words: str) -> set[str]:
    """Which functions of the reading remember a cell with one of these words."""
    found = set()
    for function in gc.get_objects():
        if isinstance(function, _lru_cache_wrapper) and function.__module__ in REMEMBERING:
            cells = [function]
            while cells:
                cell = cells.pop()
                if isinstance(cell, str) and any(word in cell for word in words):
                    found.add(function.__qualname__)
                # The cache itself, the keys it holds, and what is linked to them.
                elif cell is function or type(cell).__name__ in ("dict", "tuple", "_lru_list_elem"):
                    cells += gc.get_referents(cell)
    return found


def test_no_cell_is_remembered_when_files_have_been_read_or_copied(monkeypatch, store):
    keep(store, UNITS)
    secret = ("Bímật", "079012345678", "17/11/1987")
    upload = Upload("ds.csv", (ROSTER + "079012345678,Trần Bímật,17/11/1987,Sở A,31/02/2021,,,chú Bímật\n").encode())
    with monkeypatch.context() as patched:
        patched.setattr(batch, "forget", lambda: None)
        [(_, reading)] = batch.read_batch(store, [upload], TODAY)
    assert {"cell_text", "folded", "day_or_month"} <= remembered(*secret)
    batch.read_batch(store, [upload], TODAY)
    assert remembered(*secret) == set()
    export.marked_copy(upload.data, reading, {}, vi)
    assert remembered(*secret) == set()


def test_an_import_that_somebody_else_has_just_undone_is_shown_as_undone(monkeypatch, app, store):
    keep(store, UNITS)
    app.run()
    app.switch_page("pages/data.py").run()
    undo = store.undo

    def faster(number: int, by: str) -> None:
        undo(number, "somebody else")
        undo(number, by)

    monkeypatch.setattr(store, "undo", faster)
    app.button(key="undo").click().run()
    assert not app.exception
    assert app.button(key="redo")


def test_a_unit_that_is_gone_when_its_name_is_answered_is_asked_about_anew(monkeypatch, app, store):
    keep(store, UNITS)
    uploaded(app, ("ds.csv", DIRTY))
    selectbox(app, "Đơn vị của “Sở Lạ”").select("B").run()

    def gone(_alias, unit, _by):
        raise KeyError(unit)

    monkeypatch.setattr(store, "add_alias", gone)
    button(app, "Chọn đơn vị này").click().run()
    assert not app.exception
    assert "1 tên trong 2 dòng" in text(app)


def test_the_answer_that_is_chosen_is_taken_back_though_another_one_went_before(app, store):
    keep(store, UNITS)
    for name in ("Một", "Hai", "Ba"):
        store.add_alias(name, "A", "test")
    app.run()
    app.switch_page("pages/data.py").run()
    app.selectbox(key="answer").select("Hai → Đảng bộ Sở A").run()
    store.add_alias("Ba", "", "somebody else")
    app.button(key="take_back").click().run()
    assert not app.exception
    assert app.selectbox(key="answer").options == ["Một → Đảng bộ Sở A"]


def test_files_that_were_chosen_meanwhile_are_read_instead(monkeypatch, app, store):
    keep(store, UNITS)
    slow = Slow(monkeypatch)
    monkeypatch.setattr("ketnap.ui.reading.PATIENCE", 0)
    uploaded(app, ("a.csv", DIRTY))
    choose(app, ("b.csv", DIRTY))
    choose(app, ("c.csv", DIRTY))
    slow.go.set()
    app.session_state["reading"].result.result(60)
    assert slow.begun in ([["a.csv"], ["c.csv"]], [["c.csv"]])


def test_names_can_be_answered_one_after_the_other_while_a_large_file_is_read_anew(monkeypatch, app, store):
    keep(store, UNITS)
    roster = ROSTER + "S1,M,01/02/1990,Nơi X,05/03/2021,,,\nS2,N,01/02/1990,Nơi Y,05/03/2021,,,\n"
    uploaded(app, ("ds.csv", roster))
    slow = Slow(monkeypatch)
    monkeypatch.setattr("ketnap.ui.reading.PATIENCE", 0)
    selectbox(app, "Đơn vị của “Nơi X”").select("A").run()
    button(app, "Chọn đơn vị này").click().run()
    assert app.status
    assert "1 tên trong 1 dòng" in text(app)
    assert not [found for found in app.button if found.key == "keep"]
    selectbox(app, "Đơn vị của “Nơi Y”").select("B").run()
    button(app, "Chọn đơn vị này").click().run()
    slow.go.set()
    app.session_state["reading"].result.result(60)
    app.run()
    assert "### Nhận cả 2 dòng." in text(app)


def test_a_reading_that_fails_is_said_in_a_sentence_and_logs_no_cell(monkeypatch, app, caplog):
    def failing(_store, uploads, *_arguments, **_named):
        return int(uploads[0].data.decode().splitlines()[1])

    monkeypatch.setattr(batch, "read_batch", failing)
    uploaded(app, ("ds.csv", ROSTER + "Đảng viên Mẫu 0001"))
    assert not app.exception
    assert "Không đọc được các tệp này, chưa lưu gì." in app.error[0].value
    assert "ValueError" in caplog.text
    assert "Mẫu 0001" not in caplog.text


def test_a_full_disk_is_said_in_a_sentence_and_the_files_stay_chosen(monkeypatch, app, store):
    def full(*_arguments):
        raise StoreFull("No space left on device")

    uploaded(app, ("dv.csv", UNITS))
    monkeypatch.setattr(store, "keep", full)
    app.button(key="keep").click().run()
    assert not app.exception
    assert "Ổ đĩa đã đầy." in app.error[0].value
    monkeypatch.undo()


def found(*problems: str, rows: int = 0, apart: int = 0) -> Found:
    """A reading of rows on lines 2, 3, … the first of them kept apart, and problems on the lines below."""
    lines = [{"line": line} for line in range(2, 2 + rows)]
    listed = [Problem(2 + rows + at, "", reason) for at, reason in enumerate(problems)]
    excluded = dict.fromkeys(range(2, 2 + apart), "readmission")
    return Found(None, Reading("admissions", lines, listed, excluded), "", None)


@pytest.mark.parametrize(
    ("one", "in_vietnamese", "in_english"),
    [
        (found(rows=18), "Nhận cả 18 dòng.", "All rows accepted: 18."),
        (
            found("bad_date", "duplicate", "unknown_unit", rows=19, apart=1),
            "18 dòng được nhận, 2 dòng chưa nhận, 1 dòng trùng, 1 dòng để riêng.",
            "18 rows accepted, 2 not accepted, 1 counted already, 1 kept apart.",
        ),
        (found("bad_date"), "Chưa nhận dòng nào trong 1 dòng.", "No row accepted out of 1."),
        (found(rows=1200), "Nhận cả 1.200 dòng.", "All rows accepted: 1,200."),
    ],
)
def test_the_answer_in_one_sentence(one, in_vietnamese, in_english):
    assert answer([one], vi) == in_vietnamese
    assert answer([one], en) == in_english


def test_the_answer_for_several_files_adds_up_lines_of_each():
    refused = Found(None, Refused("html", {}), "", None)
    both = [found("bad_date", rows=2), found("bad_date", rows=3), refused]
    assert answer(both, vi) == "5 dòng được nhận, 2 dòng chưa nhận."


def test_every_column_and_every_reason_has_a_name():
    assert {column.name for table in TABLES for column in table.columns} == set(words.COLUMN_NAMES)
    assert set(reasons.ROW_REASONS) == set(words.REASON_NAMES)
    for table in TABLES:
        names = [vi(words.COLUMN_NAMES[column.name]) for column in table.columns]
        assert len(set(names)) == len(names)


@pytest.mark.browser
def test_rows_corrected_in_the_downloaded_copy_replace_those_that_wait(browser, tmp_path):
    roster = ROSTER + ",,,Chi bộ Ban Dân vận Tỉnh ủy,31/05/2021,,,\n,,,Nơi nào đó,04/05/2021,,,\n"
    (tmp_path / "ds.csv").write_text(roster.replace("31/05", "32/05"), encoding="utf-8")
    folder = with_sample(tmp_path / "data")
    with server(folder) as address:
        page = visit(browser, f"{address}/data")
        page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(tmp_path / "ds.csv")
        page.get_by_role("heading", name="Chưa nhận dòng nào trong 2 dòng.").wait_for(timeout=60_000)
        with page.expect_download() as download:
            page.get_by_role("button", name="Tải bản có cột “Lỗi”").click()
        copy = tmp_path / download.value.suggested_filename
        download.value.save_as(copy)
        page.get_by_role("button", name="Lưu 1 tệp để các dòng chờ sửa").click()
        page.get_by_role("heading", name="Dòng chờ sửa: 2").wait_for(timeout=60_000)

        content = copy.read_text(encoding="utf-8-sig")
        assert "Không đọc được ngày." in content.splitlines()[1]
        copy.write_text(content.replace("32/05/2021", "31/05/2021"), encoding="utf-8-sig")
        settled(page).get_by_test_id("stFileUploaderDropzoneInput").set_input_files(copy)
        # The name that is left is answered on the page.
        box = page.get_by_label("Đơn vị của “Nơi nào đó”")
        box.click(timeout=60_000)
        box.fill("Dân vận")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Chọn đơn vị này").click()
        page.get_by_role("heading", name="Nhận cả 2 dòng.").wait_for(timeout=60_000)
        page.get_by_role("button", name="Lưu 1 tệp").click()
        page.get_by_role("heading", name="Dòng chờ sửa: 0").wait_for(timeout=60_000)
        page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1920])
def test_no_review_scrolls_sideways(browser, tmp_path, width):
    (tmp_path / "ds.csv").write_text(DIRTY, encoding="utf-8")
    (tmp_path / "la.csv").write_text(STRANGE, encoding="utf-8")
    with server(with_sample(tmp_path / "data")) as address:
        page = visit(browser, f"{address}/data", width)
        page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([tmp_path / "ds.csv", tmp_path / "la.csv"])
        page.get_by_text("Từng dòng: 4").click(timeout=60_000)
        page.get_by_text("ngày không đọc được · 1").wait_for(timeout=60_000)
        page.get_by_text("Các cột", exact=True).first.click()
        page.get_by_label("Nghĩa của “Ngày QĐ”").wait_for(timeout=60_000)
        main = settled(page).get_by_test_id("stMain")
        assert main.evaluate("main => main.scrollWidth <= main.clientWidth")
        page.context.close()
