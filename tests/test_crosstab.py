"""A table with a column for every month is read as one row per unit and month; nothing is added up twice."""

import pytest

from ketnap.ingest import layout as layouts
from ketnap.ingest.cells import grid_of
from ketnap.ingest.decode import Refusal
from ketnap.ingest.layout.columns import month_label
from ketnap.tables import MONTHLY_TOTALS

TITLE = "KẾT QUẢ KẾT NẠP NĂM 2021"


def months(*lines):
    """For every row: its line and its cells under the columns' names."""
    found = layouts.layout(grid_of("\n".join(lines)), MONTHLY_TOTALS)
    names = {positions[0]: name for name, positions in found.mapping.positions.items()}
    return [(r.line, {names[at]: cell for at, cell in enumerate(r.cells)}, r.fault) for r in found.rows]


def numbers(*lines):
    return [(line, said["year"], said["month"], said["admitted"]) for line, said, _ in months(*lines)]


def refusal(*lines):
    with pytest.raises(Refusal) as refused:
        months(*lines)
    return refused.value.reason


@pytest.mark.parametrize(
    ("label", "month"),
    [
        ("T1", (None, 1)),
        ("T.12", (None, 12)),
        ("Tháng 01", (None, 1)),
        ("THÁNG 5/2021", (2021, 5)),
        ("tháng 5 năm 2021", (2021, 5)),
        ("05/2021", (2021, 5)),
        ("2021-05", (2021, 5)),
        ("2021-05-01", (2021, 5)),  # how a workbook's date in a label comes
        ("T13", None),
        ("5", None),
        ("5 tháng", None),
        ("Quý 1", None),
        ("Lũy kế tháng 5", None),
    ],
)
def test_a_label_names_a_month(label, month):
    assert month_label(label) == month


def test_every_month_of_a_unit_is_a_row_of_its_own_on_the_units_line():
    assert months(TITLE, "STT,Đơn vị,T1,T2,Cộng", "1,Sở A,3,4,7") == [
        (3, {"unit": "Sở A", "year": "2021", "month": "1", "admitted": "3"}, None),
        (3, {"unit": "Sở A", "year": "2021", "month": "2", "admitted": "4"}, None),
    ]


def test_blanks_and_dashes_are_zeros_up_to_the_last_month_anybody_reports():
    found = numbers(TITLE, "Đơn vị,T1,T2,T3,T4", "Sở A,,-,2,", "Sở B,1,,,-")
    assert found == [
        *((3, "2021", "1", "0"), (3, "2021", "2", "0"), (3, "2021", "3", "2")),
        *((4, "2021", "1", "1"), (4, "2021", "2", "0"), (4, "2021", "3", "0")),
    ]


def test_a_written_zero_after_that_month_is_a_report():
    assert numbers(TITLE, "Đơn vị,T1,T2", "Sở A,1,0")[-1] == (3, "2021", "2", "0")


@pytest.mark.parametrize("total", ["Tổng cộng,4,6", "Cộng:,4,6", "TỔNG SỐ,4 đ/c,6 đ/c", "Tổng cộng,2021-05-01,6"])
def test_a_row_of_totals_is_not_counted_again(total):
    assert {line for line, *_ in numbers(TITLE, "Đơn vị,T1,T2", "Sở A,3,4", "Sở B,1,2", total)} == {3, 4}


def test_headings_of_groups_and_the_signature_are_no_rows():
    lines = [TITLE, "TT,Đơn vị,T1,T2", "I,Khối sở,,", "1,Sở A,1,2", ",,,NGƯỜI LẬP BIỂU"]
    assert {line for line, *_ in numbers(*lines)} == {4}


def test_the_months_may_stand_in_a_second_row_above_a_row_that_numbers_the_columns():
    lines = [TITLE, "TT,Đơn vị,Số kết nạp theo tháng,,,Cộng", ",,1,2,3,", "(1),(2),(3),(4),(5),(6)", "1,Sở A,4,5,6,15"]
    assert numbers(*lines) == [(5, "2021", "1", "4"), (5, "2021", "2", "5"), (5, "2021", "3", "6")]


@pytest.mark.parametrize("above", ["Năm 2021,,6 tháng,,,", "6 tháng đầu năm,,,6 tháng cuối năm,,", "Quý I,,,Quý II,,"])
def test_numbered_months_under_several_periods_are_all_read(above):
    lower = ",1,2,,3,4,5" if "Năm" in above else ",1,2,3,4,5,6"
    found = numbers(TITLE, f"Đơn vị,{above}", lower, "Chi bộ A,7,1,1,1,1,1")
    assert [month for _, _, month, _ in found] == [month for month in lower.split(",") if month]


def test_the_year_is_read_from_the_label_the_column_or_the_title():
    assert numbers("Đơn vị,T12/2020,T1/2021", "Sở A,3,4") == [(2, "2020", "12", "3"), (2, "2021", "1", "4")]
    assert numbers("Năm,T1,T2", "2020,3,4", "2021,5,6")[2:] == [(3, "2021", "1", "5"), (3, "2021", "2", "6")]
    signed = "(Kèm theo Công văn ngày 5 tháng 1 năm 2022)"
    assert numbers(TITLE, signed, "Đơn vị,T1,T2", "Sở A,3,4")[0][1] == "2021"


def test_a_table_of_months_without_a_year_or_with_two_is_refused():
    assert refusal("Đơn vị,T1,T2", "Sở A,3,4") == "no_year"
    assert refusal("So sánh năm 2020 và năm 2021", "Đơn vị,T1,T2", "Sở A,3,4") == "no_year"


def test_the_same_month_twice_is_refused_and_months_of_a_plan_are_not_admissions():
    assert refusal(TITLE, "Đơn vị,T1,T2,T1,T2", "Sở A,1,2,3,4") == "ambiguous_columns"
    both = ["Đơn vị,Kế hoạch,,Thực hiện,", ",T1,T2,T1,T2", "Sở A,9,9,3,4"]
    assert numbers(TITLE, *both) == [(4, "2021", "1", "3"), (4, "2021", "2", "4")]


def test_months_without_units_sources_or_years_are_refused():
    assert refusal(TITLE, "Nội dung,T1,T2", "Kết nạp,1,2") in ("missing_columns", "wrong_table")


def test_a_row_with_cells_too_few_or_too_many_is_at_fault_once():
    found = months(TITLE, "Đơn vị,T1,T2,T3", "Sở A,1", "Sở B,1,2,3,4", "Sở C,1,2,3")
    assert [(line, fault) for line, _, fault in found] == [
        *((3, "too_few_fields"), (4, "too_many_fields")),
        *((5, None),) * 3,
    ]


def test_a_row_that_numbers_the_columns_all_but_the_last_makes_no_months():
    lines = ["DANH SÁCH NĂM 2021", "STT,Họ và tên,Đơn vị,Ngày kết nạp,Ghi chú", "1,2,3,4,", "1,Mẫu,Sở A,05/02/2021,"]
    assert refusal(*lines) in ("wrong_table", "missing_columns", "no_header")


@pytest.mark.parametrize("row", ["Chi bộ Một,1,2,3", "Chi bộ Một,1,2,", "Chi bộ Một,1,2,3,"])
def test_a_first_row_of_one_two_three_is_data(row):
    assert [found[:1] + found[2:] for found in numbers(TITLE, "Đơn vị,T1,T2,T3", row, "Chi bộ Hai,3,4,5")][:2] == [
        (3, "1", "1"),
        (3, "2", "2"),
    ]


def test_the_year_may_stand_in_the_header():
    upper = "Đơn vị,Số đảng viên kết nạp năm 2021 chia theo tháng,"
    assert numbers(upper, ",T1,T2", "Chi bộ Một,1,2") == [(3, "2021", "1", "1"), (3, "2021", "2", "2")]


@pytest.mark.parametrize("figure", ["Lũy kế", "Chuyển chính thức", "Đảng viên ra khỏi Đảng"])
def test_months_of_another_figure_are_not_admissions(figure):
    rows = ("Chi bộ Một,1,2,3", "Chi bộ Hai,3,4,5")
    assert refusal(f"Đơn vị,{figure},,", ",T1/2021,T2/2021,T3/2021", *rows) in ("wrong_table", "missing_columns")
    assert refusal(f"{figure} năm 2021", "Đơn vị,T1,T2,T3", *rows) == "wrong_table"
    assert len(numbers(f"Kết nạp và {figure} năm 2021", "Đơn vị,T1,T2,T3", *rows)) == 6
