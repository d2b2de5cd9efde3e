"""CSV files that a spreadsheet opens rightly, that run no formula, and that can be read back."""

import csv
import io
from datetime import date
from fractions import Fraction

import pandas as pd
import pytest
import xlsxwriter

from ketnap import batch
from ketnap.export import copy_name, csv_bytes, frame_csv, marked_copy, safe, template, upload
from ketnap.i18n import Translator
from ketnap.ingest import reasons
from ketnap.ingest.match import Hasher, Register, unit_of
from ketnap.ingest.read import Reading, read, read_all
from ketnap.tables import TABLE, TABLES
from tests.rows import UNITS, keep

vi, en = Translator("vi"), Translator("en")
HASHER = Hasher(b"a key of the tests")
DAY = date(2021, 6, 21)
ROSTER = "Đơn vị,Họ và tên,Ngày QĐ\n"


# OWASP, "CSV Injection": cells that begin with = + - @ tab or carriage return, and the full-width forms.
@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "|cmd",
        '=HYPERLINK("http://example.org";"Xem")',
        "\x00=1+1",
        "\tĐảng bộ Sở Mẫu",
        "＝1+1",
        "＋1+1",
        "－1+1",
        "＠SUM(A1)",
        "｜cmd",
        "  =1+1",
        "\u00a0=1+1",
        "\u200b=1+1",
        "\ufeff=1+1",
        " \u200b\u00a0 @SUM(A1)",
        "\u200c=1+1",
        "\u200d=1+1",
        "\u2060=1+1",
        " \x00=1+1",
        "-5%",
        "- Đảng bộ Sở Mẫu",
        "--5",
        "-1,2,3",
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert safe(text) == "'" + text


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        ("Chi bộ,=1+1", "Chi bộ,'=1+1"),
        ("Chi bộ; \u200b-1", "Chi bộ;' \u200b-1"),
        ("Chi bộ\t@SUM(A1)\n＝1+1", "Chi bộ\t'@SUM(A1)\n'＝1+1"),
        ('Sở "A","=1+1', 'Sở "A",\'"=1+1'),
        ("\t=1+1", "'\t'=1+1"),
        ("\r=1+1", "'\r'=1+1"),
        ("=1,-2", "'=1,'-2"),
    ],
)
def test_a_formula_behind_what_may_part_cells_gets_an_apostrophe_too(text, guarded):
    assert safe(text) == guarded
    assert safe(guarded) == guarded


@pytest.mark.parametrize("opened_with", [";", ",", "\t", "|"])
@pytest.mark.parametrize("_", [vi, en])
def test_nothing_runs_whatever_delimiter_a_file_is_opened_with(_, opened_with):
    rows = [["Sở A", "x,=1+1", "y;=1+1"], ['a","=1+1', 'b";"=1+1', "c\n=1+1"], ["d\t =1+1", "e|@x", "f;,=1"]]
    lines = csv_bytes(["Đơn vị", "A", "B"], rows, _).decode("utf-8-sig").splitlines()
    cells = [cell.strip(' "') for cells in csv.reader(lines, delimiter=opened_with) for cell in cells]
    assert [cell for cell in cells if cell[:1] in ("=", "@")] == []


def test_a_copy_whose_cells_hold_guarded_borders_gives_the_same_reading():
    data = (ROSTER + '"Sở A","Mẫu Một,=1+1",05/03/2021\n"Sở Lạ;=1","Mẫu Hai, -",06/03/2021\n').encode()
    (reading,) = read_in(data)
    for _, delimiter in ((vi, ";"), (en, ",")):
        copy = marked_copy(data, reading, {}, _)
        assert [row[:2] for row in lines_of(copy, delimiter)[1:]] == [
            ["Sở A", "Mẫu Một,'=1+1"],
            ["Sở Lạ;'=1", "Mẫu Hai,' -"],
        ]
        (again,) = read_in(copy)
        assert taken(again) == taken(reading)
        assert listed(again) == listed(reading) == [(3, "unknown_unit")]


@pytest.mark.parametrize(
    "text",
    [
        "Đảng bộ Sở Mẫu",
        "12-QĐ/ĐUK",
        "1,5; 2 | 3",
        "a=b",
        "2020 – 2025",
        "",
        "0",
        "007",
        "-79",
        "-1,5",
        "-1.5",
        "1.234",
        "'=1+1",
        "– ",
    ],
)
def test_other_texts_stay_as_they_are(text):
    assert safe(text) == text


def test_numbers_stay_numbers():
    assert [safe(value) for value in (0, 45, -79, 150.0, -3.0, True)] == ["0", "45", "-79", "150", "-3", "True"]


@pytest.mark.parametrize("missing", [None, pd.NA, float("nan"), pd.NaT])
def test_missing_values_are_empty(missing):
    assert safe(missing) == ""


def test_a_file_has_mark_delimiter_and_line_ends_of_spreadsheets():
    rows = [["Đảng bộ Sở Mẫu", 3], ["Chi bộ A; B", None]]
    # Windows set to Vietnamese divides cells by ";", set to English by ",".
    assert csv_bytes(["Đơn vị", "Kết nạp"], rows, vi) == (
        b"\xef\xbb\xbf" + 'Đơn vị;Kết nạp\r\nĐảng bộ Sở Mẫu;3\r\n"Chi bộ A; B";\r\n'.encode()
    )
    assert csv_bytes(["Unit", "Admitted"], rows, en) == (
        b"\xef\xbb\xbf" + "Unit,Admitted\r\nĐảng bộ Sở Mẫu,3\r\nChi bộ A; B,\r\n".encode()
    )


def test_headers_cells_and_notes_are_all_made_safe():
    content = csv_bytes(["=A1"], [["@B1"]], en, "+C1").decode("utf-8-sig")
    assert content.split("\r\n") == ["'=A1", "'@B1", "'+C1", ""]


def test_notes_come_last_one_a_line():
    content = csv_bytes(["Month"], [["May"]], en, "As of 31 May 2021", "SYNTHETIC DATA").decode("utf-8-sig")
    assert content.split("\r\n") == ["Month", "May", "As of 31 May 2021", "SYNTHETIC DATA", ""]


def test_a_cell_of_several_lines_stays_one_cell():
    content = csv_bytes(["Unit"], [['Đảng bộ "Sở"\nMẫu']], vi).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content, newline=""), delimiter=";")) == [["Unit"], ['Đảng bộ "Sở"\nMẫu']]


def test_a_table_as_it_is_shown():
    frame = pd.DataFrame(
        {
            "Tháng": ["T4", "T5", "T6"],
            "2021": [15.0, 30.0, float("nan")],
            "Chỉ tiêu": pd.array([None, 150, 150], dtype="Int64"),
            "Tỷ lệ": ["–", "20,0%", "-"],
        }
    )
    assert frame_csv(frame, vi, "Nguồn: số liệu đã nạp").decode("utf-8-sig").split("\r\n") == [
        "Tháng;2021;Chỉ tiêu;Tỷ lệ",
        "T4;15;;–",
        "T5;30;150;20,0%",
        "T6;;150;'-",
        "Nguồn: số liệu đã nạp",
        "",
    ]


@pytest.mark.parametrize("_", [vi, en], ids=["vi", "en"])
def test_a_broken_number_has_the_decimal_sign_of_the_language(_):
    frame = pd.DataFrame({"a": [36.3, -0.1, 1500.25, 2.0], "b": ["−"] * 4})
    sign, between = (",", ";") if _ is vi else (".", ",")
    lines = frame_csv(frame, _).decode("utf-8-sig").split("\r\n")
    assert lines[1:5] == [f"{number}{between}−" for number in (f"36{sign}3", f"-0{sign}1", f"1500{sign}25", "2")]
    table = pd.read_csv(io.BytesIO(frame_csv(frame, _)), sep=between, decimal=sign)
    assert table["a"].tolist() == frame["a"].tolist()


def test_a_fraction_is_no_formula():
    assert safe(Fraction(-1, 3)) == "'-1/3"


def units_of_template():
    return read(template(TABLE["units"], vi), "units", Register([]), DAY, HASHER)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize("chosen", [True, False], ids=["chosen", "by its header"])
def test_every_template_is_read_back_whole(table, language, chosen):
    register = Register(unit_of(r["unit_code"], r["unit_name"], r["aliases"]) for r in units_of_template().rows)
    file = template(table, Translator(language))
    found = read(file, table.name if chosen else None, register, DAY, HASHER)
    assert isinstance(found, Reading), found
    assert found.table == table.name
    assert found.problems == []
    assert found.warnings == {}
    assert found.unused == ()
    assert [row["line"] for row in found.rows] == [2]
    assert set(found.columns.values()) == set(table.example)


def test_the_examples_of_the_templates_say_what_they_seem_to_say():
    (unit,) = units_of_template().rows
    assert (unit["unit_code"], unit["unit_name"], unit["unit_type"]) == ("U01", "Đảng bộ Sở Mẫu", "dang_bo_co_so")
    register = Register([unit_of(unit["unit_code"], unit["unit_name"], unit["aliases"])])
    rows = {t.name: read(template(t, vi), t.name, register, DAY, HASHER).rows[0] for t in TABLES}
    assert rows["admissions"]["unit_code"] == "U01"
    assert rows["admissions"]["decision_date"] == date(2021, 5, 11)
    assert rows["admissions"]["source"] == "youth_union"
    assert (rows["opening_members"]["year"], rows["opening_members"]["members"]) == (2021, 120)
    assert (rows["targets"]["scope"], rows["targets"]["kind"], rows["targets"]["value"]) == ("block", "rate", 3)
    assert (rows["monthly_totals"]["month"], rows["monthly_totals"]["admitted"]) == (5, 3)
    assert (rows["pool_reports"]["period_start"], rows["pool_reports"]["expected"]) == (date(2021, 7, 1), 4)
    assert (rows["class_graduates"]["class_kind"], rows["class_graduates"]["graduates"]) == ("awareness", 1)


REGISTER = Register([unit_of("A", "Đảng bộ Sở A", "SA"), unit_of("B", "Chi bộ Sở B", "")])
# A title, a header of two rows, a group's heading, every kind of fault, guards, line breaks, a total, a signature.
DIRTY = """ĐẢNG ỦY KHỐI MẪU
"DANH SÁCH KẾT NẠP
NĂM 2021"
,Đảng viên,,Kết nạp,,Nguồn giới thiệu,Ghi chú
STT,Mã số,Họ và tên,Đơn vị,Ngày QĐ,,
(1),(2),(3),(4),(5),(6),(7)
1,="0001",Mẫu Một,Sở A,05/03/2021,Đoàn TN,
2,'0002,"Mẫu
Hai",Sở B,06/03/2021,Công đoàn,"=1+1"
3,0003,Mẫu Ba,Sở Lạ,07/03/2021,,@ghi chú
4,0004,Mẫu Bốn,Sở A,31/02/2021,,

Đảng bộ Sở A
5,0005,Mẫu Năm,-,08/03/2021,,kết nạp lại
6,0006,"Mẫu Sáu,Sở A,09/03/2021,,
7,0007,Mẫu Bảy,Sở A
8,0008,Mẫu, Tám,Sở A,10/03/2021,Đoàn TN,ghi chú
1,="0001",Mẫu Một,Sở A,05/03/2021,Đoàn TN,
9,0009,Mẫu Chín,Sở A,11/03/2021,,-5%
Tổng cộng,8,,,,,
,,,"Ngày 1 tháng 4 năm 2021",,,
"""


def read_in(data: bytes, meanings=None) -> list[Reading]:
    """The tables of a file of admissions."""
    found = read_all(data, None, REGISTER, DAY, HASHER, meanings or {})
    return [one for one in found if isinstance(one, Reading)]


def lines_of(copy: bytes, delimiter: str) -> list[list[str]]:
    """The rows of a copy as a spreadsheet shows them."""
    return list(csv.reader(io.StringIO(copy.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def taken(reading: Reading) -> list[dict]:
    """The rows of a reading, apart from the sheet they stand in."""
    return [{name: value for name, value in row.items() if name != "sheet"} for row in reading.rows]


def listed(reading: Reading) -> list[tuple[int, str]]:
    """The lines that were not taken and why."""
    return [(problem.line, problem.reason) for problem in reading.problems]


@pytest.mark.parametrize(("_", "delimiter"), [(vi, ";"), (en, ",")])
def test_a_copy_of_a_dirty_roster_says_beside_each_row_why_it_was_not_taken(_, delimiter):
    data = DIRTY.encode()
    (reading,) = read_in(data)
    shown = lines_of(marked_copy(data, reading, {}, _), delimiter)
    source = DIRTY.split("\n")
    # Row n is line n of the source, whatever stands there.
    assert [shown[n - 1][0] for n in (1, 4, 6, 7, 11, 14, 19)] == ["ĐẢNG ỦY KHỐI MẪU", "", "(1)", "1", "4", "5", "9"]
    assert shown[1][0] == "DANH SÁCH KẾT NẠP NĂM 2021"
    assert shown[2] == shown[8] == shown[11] == []
    assert len(shown) == len(source) - 1
    at = shown[3].index(_("Error"))
    assert at == 8
    told = {number: row[at] for number, row in enumerate(shown, start=1) if row and row[at] and number != 4}
    assert told == {
        problem.line: (f"{header}: " if header else "")
        + _(reasons.ROW_REASONS[problem.reason])
        + (_(" Lines: {lines}.", lines=problem.beside) if problem.beside else "")
        for problem in reading.problems
        for header in [next((h for h, name in reading.columns.items() if name == problem.column), "")]
    }
    assert set(told) == {10, 11, 15, 16, 17, 18}
    assert [problem.beside for problem in reading.problems if problem.beside] == ["7"]


@pytest.mark.parametrize("_", [vi, en])
def test_a_copy_read_again_as_it_is_gives_the_same_reading(_):
    data = DIRTY.encode()
    (reading,) = read_in(data)
    assert len(reading.rows) == 4
    copy = marked_copy(data, reading, {}, _)
    (again,) = read_in(copy)
    assert taken(again) == taken(reading)
    assert again.excluded == reading.excluded
    assert [line for line, _reason in listed(again)] == [line for line, _reason in listed(reading)]
    # A copy of the copy says the same.
    assert lines_of(marked_copy(copy, again, {}, _), ";,"[_ is en])[8:13] == lines_of(copy, ";,"[_ is en])[8:13]


def test_a_row_that_is_corrected_in_the_copy_is_taken():
    data = DIRTY.encode()
    (reading,) = read_in(data)
    copy = marked_copy(data, reading, {}, vi).decode("utf-8-sig")
    (again,) = read_in(copy.replace("31/02/2021", "28/02/2021").encode("utf-8-sig"))
    assert 11 in {row["line"] for row in again.rows}
    assert 11 not in {problem.line for problem in again.problems}


def test_a_row_whose_cells_were_in_disorder_is_taken_once_its_last_cell_is_emptied():
    data = (ROSTER + "Sở A,Mẫu Một,05/03/2021\nSở A,Mẫu Hai,06/03/2021\nSở A,Mẫu Ba,06/03/20").encode()
    (reading,) = read_in(data)
    assert listed(reading) == [(4, "truncated_row")]
    shown = lines_of(marked_copy(data, reading, {}, vi), ";")
    assert shown[3][:3] == ["Sở A", "Mẫu Ba", "06/03/20"]
    assert shown[3][4].startswith("←")
    (again,) = read_in(marked_copy(data, reading, {}, vi))
    assert [problem.line for problem in again.problems] == [4]

    corrected = [[*row[:4]] for row in shown]
    corrected[3][2] = "06/03/2021"
    (after,) = read_in("\n".join(";".join(row) for row in corrected).encode())
    assert after.problems == []
    assert len(after.rows) == 3


def test_no_cell_of_a_copy_runs_as_a_formula():
    data = (ROSTER + '=1+1,"@x\n=2",="05/03/2021"\n -3,+4,\t=5\nSở A,＝6,05/03/2021\n').encode()
    (reading,) = read_in(data)
    copy = marked_copy(data, reading, {}, vi)
    cells = [cell for row in lines_of(copy, ";") for cell in row if cell]
    assert [cell for cell in cells if safe(cell) != cell] == []
    assert "'05/03/2021" in cells
    assert "'@x =2" in cells
    (again,) = read_in(copy)
    assert taken(again) == taken(reading)
    assert listed(again) == listed(reading)


def test_a_workbook_is_copied_sheet_by_sheet_with_its_merged_cells_written_out():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for name in ("T3", "T4"):
            sheet = book.add_worksheet(name)
            sheet.write(0, 0, "DANH SÁCH")
            sheet.write_row(3, 1, ["Đơn vị", "Họ và tên", "Ngày QĐ", "Ghi chú"])
            sheet.merge_range(4, 1, 6, 1, "Sở A")
            for row, day in enumerate(("05/03/2021", "31/02/2021", "06/03/2021"), start=4):
                sheet.write_row(row, 2, [f"Mẫu {name} {row}", day])
            sheet.write_row(8, 1, ["Sở B", f"Mẫu {name} 9", 44260, "=x"])
    data = file.getvalue()
    for name, reading in zip(("T3", "T4"), read_in(data), strict=True):
        assert reading.sheet == name
        copy = marked_copy(data, reading, {}, vi)
        shown = lines_of(copy, ";")
        assert shown[0][0] == "DANH SÁCH"
        assert shown[1] == shown[2] == shown[7] == []
        assert [row[1] for row in shown[4:7]] == ["Sở A", "Sở A", "Sở A"]
        assert shown[5][5].startswith("Ngày QĐ: Không đọc được ngày.")
        (again,) = read_in(copy)
        assert taken(again) == taken(reading)
        assert listed(again) == listed(reading) == [(6, "bad_date")]


def test_what_a_merged_cell_counts_once_is_not_written_out():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Năm", "Tháng", "Đơn vị", "Số kết nạp"])
        sheet.write_row(1, 0, ["2021", "1", "Sở A", ""])
        sheet.write_row(2, 0, ["2021", "2", "Sở A", ""])
        sheet.merge_range(1, 3, 2, 3, "7")
    data = file.getvalue()
    (reading,) = read_in(data)
    copy = marked_copy(data, reading, {}, vi)
    (again,) = read_in(copy)
    assert [row["admitted"] for row in reading.rows] == [row["admitted"] for row in again.rows] == [7]
    assert [problem.line for problem in again.problems] == [problem.line for problem in reading.problems] == [3]


@pytest.mark.parametrize(
    ("file", "sheet", "copy"),
    [
        ("ds.csv", "", "ds.csv-loi.csv"),
        ("danh-sach-loi.csv", "", "danh-sach-loi.csv-loi.csv"),
        ("Danh sách.2021.TXT", "", "Danh sách.2021.TXT-loi.csv"),
        ("ds (1).xlsx", "T5 (2)", "ds (1).xlsx-T5 (2)-loi.csv"),
        ("ds.xls", 'T5/2021: "mới"-2', "ds.xls-T5／2021： ＂mới＂-2-loi.csv"),
    ],
)
def test_the_name_of_a_copy_tells_its_source(file, sheet, copy):
    assert copy_name(file, sheet) == copy
    for name in (copy, copy.removesuffix(".csv") + " (1).csv"):
        told = upload(name, b"x")
        assert (told.name, told.sheet, told.data) == (file, sheet, b"x")


@pytest.mark.parametrize("file", ["ds.csv", "ds (1).csv", "ds-loi.csv", "chi-loi.xlsx", "ds.xlsx-T5.csv"])
def test_a_name_that_is_none_of_a_copy_stays(file):
    told = upload(file, b"")
    assert (told.name, told.sheet) == (file, "")


def test_the_corrected_copy_takes_the_place_of_its_sheet_and_of_no_other(store):
    keep(store, UNITS)
    rows = [["Đơn vị", "Ngày QĐ"], ["Sở Lạ", "05/03/2021"]]
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for name in ("T3", "T4"):
            for at, row in enumerate(rows):
                (book.get_worksheet_by_name(name) or book.add_worksheet(name)).write_row(at, 0, row)
    whole = upload("nam.xlsx", file.getvalue())
    found = batch.read_batch(store, [whole], DAY)
    batch.keep_batch(store, found, "test")
    assert store.query("waiting_rows")["sheet"].tolist() == ["T4", "T3"]
    copy = marked_copy(whole.data, found[0][1], {}, vi).decode("utf-8-sig").replace("Sở Lạ", "Sở A")
    for name, left in (("nam2.xlsx", 2), ("nam.xlsx", 1)):
        corrected = upload(copy_name(name, "T3"), copy.encode())
        batch.keep_batch(store, batch.read_batch(store, [corrected], DAY), "test")
        assert len(store.query("waiting_rows")) == left
    assert store.query("waiting_rows")["sheet"].tolist() == ["T4"]


def test_what_is_left_of_a_cell_of_several_lines_parts_no_header():
    data = '"Đơn\nvị","Quá\ntrình",\n,Số QĐ,"Ngày\nkết nạp"\n1,2,3\nSở A,12,05/03/2021\nSở Lạ,13,06/03/2021\n'.encode()
    (reading,) = read_in(data)
    copy = marked_copy(data, reading, {}, vi)
    assert [row[:1] for row in lines_of(copy, ";")] == [[], [], [], ["Đơn vị"], [""], ["1"], ["Sở A"], ["Sở Lạ"]]
    (again,) = read_in(copy)
    assert taken(again) == taken(reading)
    assert listed(again) == listed(reading) == [(8, "unknown_unit")]


def test_a_header_that_is_repeated_on_every_page_stays_one():
    page = ROSTER + "Sở A,Mẫu {0},05/03/2021\nSở Lạ,Mẫu {0},06/03/2021\n"
    data = (page.format("Một") + page.format("Hai") + page.format("Ba")).encode()
    (reading,) = read_in(data)
    copy = marked_copy(data, reading, {}, vi)
    assert [row[3] for row in lines_of(copy, ";")[::3]] == ["Lỗi", "Lỗi", "Lỗi"]
    (again,) = read_in(copy)
    assert taken(again) == taken(reading)
    assert listed(again) == listed(reading) == [(line, "unknown_unit") for line in (3, 6, 9)]


def test_dates_counted_from_1904_stay_the_days_they_are():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "date_1904": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Mã số", "Đơn vị", "Ngày QĐ"])
        sheet.write_row(1, 0, [40000, "Sở A", 42798])  # 42798 days after 1/1/1904 is 5/3/2021
    data = file.getvalue()
    (reading,) = read_in(data)
    (again,) = read_in(marked_copy(data, reading, {}, vi))
    assert [row["decision_date"] for row in (*reading.rows, *again.rows)] == [date(2021, 3, 5)] * 2
    assert taken(again) == taken(reading)


def test_a_letter_that_is_none_parts_no_word():
    data = (ROSTER + "Sở \x00A,Mẫu\x00 Một,05/03/2021\n\x00\u200b=1,x,05/03/2021\n").encode()
    (reading,) = read_in(data)
    (again,) = read_in(marked_copy(data, reading, {}, vi))
    assert taken(again) == taken(reading)
    assert listed(again) == listed(reading)
