"""A person is counted once; who cannot be told apart is counted and pointed out."""

from datetime import date
from io import BytesIO

import pytest
from xlsxwriter import Workbook

from ketnap.ingest.match import Hasher, Register, Unit
from ketnap.ingest.read import read, read_all

REGISTER = Register([Unit("A", "Chi bộ A"), Unit("B", "Chi bộ B")])
HEADER = "Mã ĐV,Họ và tên,Ngày sinh,Số QĐ,Đơn vị,Ngày QĐ,Ghi chú\n"
FIRST = "NV1,Mẫu 01,01/02/1990,12,A,05/02/2021,\n"


def roster(*rows, table="admissions", header=HEADER):
    return read((header + "".join(rows)).encode(), table, REGISTER, date(2021, 6, 21), Hasher(b"key"))


@pytest.mark.parametrize(
    ("second", "reasons"),
    [
        ("NV1,Mẫu 01,01/02/1990,12,A,05/02/2021,\n", ["duplicate"]),
        ("NV1,Mẫu 01,01/02/1990,12,A,05-02-2021,khác\n", ["duplicate"]),
        ("NV1,Mẫu 01 đổi tên,,,A,05/02/2021,\n", ["duplicate"]),
        (",MẪU 01,1/2/1990,,A,05/02/2021,\n", ["duplicate"]),
        ("NV1,Mẫu 01,01/02/1990,12,A,05/03/2021,\n", ["conflict_duplicate"]),
        ("NV1,Mẫu 01,01/02/1990,12,B,05/02/2021,\n", ["conflict_duplicate"]),
        ("NV1,Mẫu 01,01/02/1990,12,A,02/2021,\n", ["conflict_duplicate"]),
        (",Mẫu 01,01/02/1990,,A,05/03/2021,\n", ["conflict_duplicate"]),
        ("NV1,Mẫu 01 đổi tên,01/02/1990,12,A,05/02/2021,\n", ["duplicate"]),
        ("NV1,Mẫu 02,03/04/1991,12,A,05/02/2021,\n", ["conflict_duplicate"]),  # one code, two people
        ("NV1,Mẫu 01,03/04/1991,12,A,05/02/2021,\n", ["conflict_duplicate"]),
        ("NV2,Mẫu 01,01/02/1990,13,A,05/02/2021,\n", []),  # two codes are two people
        ("NV2,Mẫu 02,01/02/1990,13,A,05/02/2021,\n", []),
        ("NV1,Mẫu 01,01/02/1990,14,A,05/05/2021,Kết nạp lại\n", []),
    ],
)
def test_the_same_code_or_name_and_birth_date_is_the_same_person(second, reasons):
    found = roster(FIRST, second)
    assert [problem.reason for problem in found.problems] == reasons
    assert [(problem.line, problem.beside) for problem in found.problems] == [(3, "2")] * len(reasons)
    assert [row["line"] for row in found.rows] == ([2] if reasons else [2, 3])


@pytest.mark.parametrize(("name", "reason"), [("MẪU 01", "duplicate"), ("Mẫu 02", "conflict_duplicate")])
def test_of_one_code_without_birth_dates_the_name_tells_whether_it_is_one_person(name, reason):
    found = roster("NV1,Mẫu 01,,12,A,05/02/2021,\n", f"NV1,{name},,12,A,05/02/2021,\n")
    assert [(problem.line, problem.reason) for problem in found.problems] == [(3, reason)]


@pytest.mark.parametrize("word", ["chưa có", "#N/A", "#DIV/0!", "không", "000", "x"])
def test_a_word_in_place_of_a_code_is_no_code(word):
    found = roster(f"{word},Mẫu 01,01/02/1990,,A,05/02/2021,\n", f"{word},Mẫu 02,03/04/1991,,A,05/02/2021,\n")
    assert [row["code_hash"] for row in found.rows] == [None, None]
    again = roster(f"{word},Mẫu 01,01/02/1990,,A,05/02/2021,\n", FIRST)
    assert [(problem.line, problem.reason) for problem in again.problems] == [(3, "duplicate")]


def test_a_double_on_another_sheet_names_the_row_it_repeats():
    book = BytesIO()
    with Workbook(book, {"in_memory": True}) as workbook:
        for name in ("Tháng 1", "Tháng 2"):
            sheet = workbook.add_worksheet(name)
            for at, line in enumerate((HEADER, FIRST)):
                sheet.write_row(at, 0, line.strip().split(","))
    found = read_all(book.getvalue(), None, REGISTER, date(2021, 6, 21), Hasher(b"key"))
    assert [[(p.line, p.reason, p.beside) for p in one.problems] for one in found] == [
        [],
        [(2, "duplicate", "Tháng 1!2")],
    ]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([",Mẫu 01,,,A,05/02/2021,\n", ",Mẫu 01,,,A,05/02/2021,\n"], [2, 3]),
        ([",Mẫu 01,1990,,A,05/02/2021,\n", ",Mẫu 01,1990,,B,05/03/2021,\n"], [2, 3]),
        (["NV1,Mẫu 01,,,A,05/02/2021,\n", ",Mẫu 01,01/02/1990,,A,05/02/2021,\n"], [2, 3]),
        (["NV1,Mẫu 01,,,A,05/02/2021,\n", "NV2,Mẫu 01,,,A,05/02/2021,\n", ",Mẫu 01,,,A,05/02/2021,\n"], [2, 3, 4]),
        (["NV1,Mẫu 01,,,A,05/02/2021,\n", "NV2,Mẫu 01,,,A,05/02/2021,\n"], None),
        ([",Mẫu 01,01/02/1990,,A,05/02/2021,\n", ",Mẫu 01,02/02/1990,,A,05/02/2021,\n"], None),
        ([",Mẫu 01,,,A,05/02/2021,\n", ",Mẫu 02,,,A,05/02/2021,\n"], None),
        ([",,,,A,05/02/2021,\n", ",,,,A,05/02/2021,\n"], None),
    ],
)
def test_namesakes_are_all_counted_and_pointed_out_where_nothing_tells_them_apart(rows, lines):
    found = roster(*rows)
    assert (len(found.rows), found.problems) == (len(rows), [])
    assert found.warnings.get("possible_duplicate") == lines


def test_rows_without_any_name_differ_by_their_order():
    found = roster(",,,,A,05/02/2021,\n", ",,,,A,05/02/2021,\n")
    first, second = (row["row_hash"] for row in found.rows)
    assert second == f"{first}-2"


def test_a_readmission_is_kept_apart_and_its_double_is_one():
    again = "NV1,Mẫu 01,01/02/1990,14,A,05/05/2021,Kết nạp lại\n"
    found = roster(FIRST, again, again)
    assert found.excluded == {3: "readmission"}
    assert [(problem.line, problem.reason) for problem in found.problems] == [(4, "duplicate")]


def test_a_duplicate_of_a_rejected_row_is_none():
    found = roster(FIRST.replace("05/02", "31/02"), FIRST)
    assert [(problem.line, problem.reason) for problem in found.problems] == [(2, "bad_date")]
    assert len(found.rows) == 1


@pytest.mark.parametrize(("admitted", "reason"), [("3", "duplicate"), ("4", "conflict_duplicate")])
def test_totals_of_one_month_and_unit_count_once(admitted, reason):
    rows = ("A,2,2021,3\n", f"A,02,2021,{admitted}\n", "B,2,2021,3\n")
    found = roster(*rows, table="monthly_totals", header="Đơn vị,Tháng,Năm,Số kết nạp\n")
    assert [(problem.line, problem.reason) for problem in found.problems] == [(3, reason)]
    assert [row["admitted"] for row in found.rows] == [3, 3]
