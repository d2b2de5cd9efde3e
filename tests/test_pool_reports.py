"""Reports on the candidate pool: read from the forms offices fill in, kept version by version, asked as of a day."""

from datetime import date

import pandas as pd
import pytest

from ketnap.ingest.match import Hasher, Register, Unit
from ketnap.ingest.read import Reading, Refused, read
from tests.rows import UNITS, keep

REGISTER = Register([Unit("A", "Đảng bộ Sở A"), Unit("B", "Chi bộ Sở B")])
AS_OF = date(2021, 6, 21)
HEADER = "Đơn vị,Ngày báo cáo,Kỳ,Quần chúng ưu tú,Dự kiến kết nạp\n"
SECOND_HALF = (date(2021, 7, 1), date(2021, 12, 31))


def reading(text: str, table: str | None = None) -> Reading:
    found = read(text.encode(), table, REGISTER, AS_OF, Hasher(b"key"))
    assert isinstance(found, Reading), found
    assert found.table == "pool_reports"
    return found


def problems(found: Reading) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.column, problem.reason) for problem in found.problems]


def reports(store, as_of: date) -> list[tuple]:
    """Unit, first month of the period, day of the report and number expected."""
    found = store.query("pool_reports", as_of=as_of)
    return [
        (unit, start.month, made.date(), expected)
        for unit, start, made, expected in zip(
            *(found[name] for name in ("unit_code", "period_start", "report_date", "expected")), strict=True
        )
    ]


def test_a_report_keeps_its_numbers_and_neither_difficulties_nor_proposals():
    header = (
        "STT,Đơn vị,Ngày báo cáo,Kỳ,Tổng số quần chúng,Quần chúng ưu tú,Đã học lớp nhận thức,Đang thẩm tra lý lịch,"
        'Hồ sơ hoàn thiện,Dự kiến kết nạp,Trong đó ĐVTN,Trong đó Công đoàn,"Khó khăn, vướng mắc","Đề xuất, kiến nghị"\n'
    )
    found = reading(
        header + "1,Sở A,15/6/2021,6 tháng cuối năm 2021,80,12,7,3,02,4 đ/c,3,1,Đồng chí Mẫu đi xa,Mở lớp\n"
    )
    assert (found.problems, found.warnings, found.unused) == ([], {}, ())
    assert found.rows == [
        {
            **{"line": 2, "sheet": "", "unit_code": "A", "report_date": date(2021, 6, 15)},
            **{"period_start": date(2021, 7, 1), "period_end": date(2021, 12, 31)},
            **{"non_members": 80, "in_pool": 12, "class_done": 7, "in_verification": 3, "dossier_ready": 2},
            **{"expected": 4, "expected_youth": 3, "expected_union": 1},
        }
    ]


def test_a_form_with_titles_a_header_of_two_rows_a_total_and_a_signature():
    found = reading(
        """ĐẢNG BỘ TỈNH MẪU,,,,,,,
"BIỂU TỔNG HỢP RÀ SOÁT NGUỒN, DỰ KIẾN KẾT NẠP 6 THÁNG CUỐI NĂM 2021",,,,,,,
TT,CHI/ĐẢNG BỘ,NGÀY BÁO CÁO,KỲ BÁO CÁO,CẢM TÌNH ĐẢNG,DỰ KIẾN KẾT NẠP,,
,,,,,TỔNG SỐ,ĐOÀN TN,CÔNG ĐOÀN
(1),(2),(3),(4),(5),(6),(7),(8)
1,Đảng bộ Sở A,15/06/2021,7/2021 - 12/2021,12,4,3,1
2,Chi bộ Sở B,16/06/2021,Quý III/2021,5,1,,
,Tổng cộng,,,17,5,3,1
,,,,,NGƯỜI LẬP BIỂU,,
"""
    )
    assert found.problems == []
    kept = [(r["unit_code"], r["period_end"], r["in_pool"], r["expected"], r["expected_union"]) for r in found.rows]
    assert kept == [("A", date(2021, 12, 31), 12, 4, 1), ("B", date(2021, 9, 30), 5, 1, None)]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("Sở A,15/6/2021,6 tháng cuối năm,12,4", ("period", "bad_period")),
        ("Sở A,15/6/2021,,12,4", ("period", "missing_value")),
        ("Sở A,6/2021,Năm 2021,12,4", ("report_date", "bad_date")),
        ("Sở A,,Năm 2021,12,4", ("report_date", "missing_date")),
        ("Sở A,22/6/2021,Năm 2021,12,4", ("report_date", "future_date")),
        ("Sở A,15/6/2021,Năm 2021,12,", ("expected", "missing_count")),
        ("Sở A,15/6/2021,Năm 2021,-,4", ("in_pool", "missing_count")),
        ("Sở A,15/6/2021,Năm 2021,12,khoảng 4", ("expected", "bad_count")),
        ("Sở Lạ,15/6/2021,Năm 2021,12,4", ("unit", "unknown_unit")),
    ],
)
def test_what_cannot_be_read_for_certain_is_listed(row, fault):
    found = reading(HEADER + row + "\nSở B,15/6/2021,Năm 2021,12,4\n")
    assert (problems(found), len(found.rows)) == ([(2, *fault)], 1)


@pytest.mark.parametrize(
    ("numbers", "warned"),
    [
        ("80,12,7,3,2,4,3,1", False),
        ("11,12,7,3,2,4,3,1", True),  # a pool larger than all non-members
        ("80,12,13,3,2,4,3,1", True),
        ("80,12,7,13,2,4,3,1", True),
        ("80,12,7,3,13,4,3,1", True),
        ("80,12,7,3,2,4,3,2", True),  # 3 + 2 of 4
        (",12,,,,4,,", False),
    ],
)
def test_a_part_larger_than_its_whole_is_noticed_and_kept(numbers, warned):
    header = (
        "Đơn vị,Ngày báo cáo,Kỳ,Quần chúng,Nguồn,Có GCN,Thẩm tra lý lịch,Đủ hồ sơ,Dự kiến,Trong đó ĐVTN,Trong đó CĐ\n"
    )
    found = reading(f"{header}Sở A,15/6/2021,Năm 2021,{numbers}\n")
    assert len(found.rows) == 1
    assert found.warnings == ({"pool_does_not_fit": [2]} if warned else {})


def test_a_list_of_people_is_no_report():
    found = read(
        "Họ và tên,Đơn vị,Ngày báo cáo,Kỳ,Nguồn,Dự kiến kết nạp\nMẫu,Sở A,15/6/2021,Năm 2021,1,1\n".encode(),
        *("pool_reports", REGISTER, AS_OF, Hasher(b"key")),
    )
    assert isinstance(found, Refused)
    assert found.reason == "wrong_table"


def test_the_same_report_twice_in_a_file_is_a_double_and_another_number_a_contradiction():
    one = "Sở A,15/6/2021,6 tháng cuối năm 2021,12,4\n"
    found = reading(HEADER + one + one.replace("6 tháng cuối năm 2021", "T7-T12/2021") + one.replace("12,4", "12,5"))
    assert problems(found) == [(3, "", "duplicate"), (4, "", "conflict_duplicate")]


def test_a_second_import_of_the_same_reports_changes_nothing(store):
    text = HEADER + "Sở A,15/6/2021,6 tháng cuối năm 2021,12,4\nSở B,16/6/2021,6 tháng cuối năm 2021,5,1\n"
    keep(store, UNITS, text)
    once = reports(store, AS_OF)
    keep(store, text)
    assert reports(store, AS_OF) == once == [("A", 7, date(2021, 6, 15), 4), ("B", 7, date(2021, 6, 16), 1)]
    assert store.query("imports").iloc[0][["rows_new", "rows_same", "rows_changed"]].tolist() == [0, 2, 0]


def test_a_corrected_copy_replaces_a_report_until_it_is_undone(store):
    keep(store, UNITS, HEADER + "Sở A,15/6/2021,6 tháng cuối năm 2021,12,4\n")
    keep(store, HEADER + "Sở A,15/6/2021,6 tháng cuối năm 2021,12,3\n")
    assert reports(store, AS_OF) == [("A", 7, date(2021, 6, 15), 3)]
    store.undo(3, "test")
    assert reports(store, AS_OF) == [("A", 7, date(2021, 6, 15), 4)]
    store.redo(3, "test")
    assert reports(store, AS_OF) == [("A", 7, date(2021, 6, 15), 3)]


def test_of_a_unit_and_period_the_newest_report_counts_and_earlier_ones_as_of_their_days(store):
    keep(
        *(store, UNITS),
        HEADER
        + "Sở A,08/6/2021,6 tháng cuối năm 2021,12,6\nSở A,18/6/2021,6 tháng cuối năm 2021,12,4\n"
        + "Sở A,05/1/2021,Năm 2021,12,9\nSở B,10/6/2021,Quý III/2021,5,1\n",
    )
    year, quarter = ("A", 1, date(2021, 1, 5), 9), ("B", 7, date(2021, 6, 10), 1)
    assert reports(store, date(2021, 6, 30)) == [year, quarter, ("A", 7, date(2021, 6, 18), 4)]
    assert reports(store, date(2021, 6, 17)) == [year, quarter, ("A", 7, date(2021, 6, 8), 6)]
    assert reports(store, date(2021, 6, 8)) == [year, ("A", 7, date(2021, 6, 8), 6)]
    assert reports(store, date(2021, 1, 4)) == []


def test_what_was_not_reported_is_unknown_and_no_zero(store):
    keep(store, UNITS, HEADER + "Sở A,15/6/2021,Năm 2021,12,4\n")
    row = store.query("pool_reports", as_of=AS_OF).iloc[0]
    assert (row["in_pool"], row["expected"]) == (12, 4)
    assert all(pd.isna(row[name]) for name in ("non_members", "class_done", "dossier_ready", "expected_youth"))
