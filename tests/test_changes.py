"""Changes of units, assignments of officers, days that matter and figures of organizations: read, kept, undone."""

from datetime import date

import pytest

from ketnap.ingest.match import Hasher, Register, Unit
from ketnap.ingest.read import Reading, read
from tests.rows import UNITS, keep

REGISTER = Register([Unit("A", "Đảng bộ Sở A"), Unit("B", "Chi bộ Sở B")])
AS_OF = date(2021, 6, 21)


def reading(text: str, table: str) -> Reading:
    found = read(text.encode(), None, REGISTER, AS_OF, Hasher(b"key"))
    assert isinstance(found, Reading), found
    assert found.table == table
    return found


def faults(found: Reading) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.column, problem.reason) for problem in found.problems]


def test_a_form_of_changes_is_known_by_its_header_and_units_are_found_in_the_register():
    found = reading(
        """TỔNG HỢP BIẾN ĐỘNG TỔ CHỨC,,,,,
TT,Ngày sáp nhập,Hình thức,Đơn vị cũ,Đơn vị mới,Số đảng viên chuyển
1,01/10/2020,Sáp nhập,Sở B,Đảng bộ Sở A,12
2,12/4/2022,Tiếp nhận vào Khối,,Sở B,07
3,1/2021,Chuyển giao đảng viên,Sở A,Sở B,
""",
        "unit_changes",
    )
    assert faults(found) == []
    assert [tuple(row.values())[2:7] for row in found.rows] == [
        (date(2020, 10, 1), "merge", "B", "A", 12),
        # What will be is known as of its day.
        (date(2022, 4, 12), "join", None, "B", 7),
        (date(2021, 1, 1), "transfer", "A", "B", None),
    ]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("01/10/2020,Sáp nhập,Sở B,", ("to_unit", "missing_unit")),
        ("01/10/2020,Sáp nhập,Sở Lạ,Sở A", ("from_unit", "unknown_unit")),
        ("01/10/2020,Sáp nhập,Sở A,Sở A", ("to_unit", "same_unit")),
        ("01/10/2020,Dời trụ sở,Sở B,Sở A", ("change", "unknown_word")),
        (",Sáp nhập,Sở B,Sở A", ("change_date", "missing_date")),
        ("01/10/2020,Tiếp nhận,Sở B,", ("to_unit", "missing_unit")),
    ],
)
def test_a_change_that_is_not_certain_is_listed(row, fault):
    header = "Ngày,Loại thay đổi,Đơn vị cũ,Đơn vị mới\n"
    found = reading(header + row + "\n05/10/2020,Đổi tên,Sở A,Sở A\n", "unit_changes")
    assert (faults(found), len(found.rows)) == ([(2, *fault)], 1)


def test_assignments_have_a_first_and_perhaps_a_last_day():
    found = reading(
        "Đơn vị,Ủy viên BTV phụ trách,Từ ngày,Đến ngày\nSở A,Ủy viên 1,01/08/2020,28/2/2021\n"
        "Sở A,Ủy viên 2,3/2021,\nSở B,Ủy viên 2,05/3/2021,04/3/2021\n",
        "officer_assignments",
    )
    assert faults(found) == [(4, "to_date", "ends_before")]
    assert [(r["unit_code"], r["officer_label"], r["from_date"], r["to_date"]) for r in found.rows] == [
        ("A", "Ủy viên 1", date(2020, 8, 1), date(2021, 2, 28)),
        ("A", "Ủy viên 2", date(2021, 3, 1), None),
    ]


def test_a_register_with_officers_stays_a_register():
    header = "Mã đơn vị,Tên đơn vị,Mã phụ trách,Ủy viên BTV phụ trách,Ngày thành lập\n"
    assert reading(header + "A,Đảng bộ Sở A,P1,Ủy viên 1,1/1/2005\n", "units").problems == []


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        ("3/2,Ngày thành lập Đảng,", (2, 3, None)),
        ("ngày 19/5,Sinh nhật Bác,", (5, 19, None)),
        ("29/2,Ngày nhuận,", (2, 29, None)),
        ("26/03/2021,Ngày thành lập Đoàn,x", (3, 26, None)),
        ("11/07/2020,Bế mạc Đại hội,", (7, 11, 2020)),
        ("10/12/2025,Đại hội tới,không", (12, 10, 2025)),
    ],
)
def test_a_day_that_matters_is_of_one_year_or_of_every_year(row, kept):
    found = reading(f"Ngày,Sự kiện,Hằng năm\n{row}\n", "milestones")
    assert faults(found) == []
    assert (found.rows[0]["month"], found.rows[0]["day"], found.rows[0]["year"]) == kept


def test_a_day_that_is_none_is_listed():
    found = reading("Ngày,Sự kiện\n31/2,Không có\n5/2021,Cả tháng\n3/2,Có\n", "milestones")
    assert faults(found) == [(2, "milestone_date", "bad_date"), (3, "milestone_date", "bad_date")]


def test_figures_of_organizations_and_of_those_below_them_with_their_units():
    found = reading(
        "Đoàn thể,Tổ chức trực thuộc,Kỳ,Tổng số đoàn viên,Đoàn viên chưa là đảng viên,Số giới thiệu,Cử đi học lớp,"
        "Được kết nạp\n"
        "Đoàn TN,,5 tháng đầu năm 2021,1.200,900,60,48,28\n"
        "Đoàn TN,Chi đoàn Sở A,5 tháng đầu năm 2021,40,25,5,4,2\n"
        "Công đoàn,CĐCS cơ quan khác,Quý I/2021,,,3,,\n"
        "Hội Cựu chiến binh,,Quý I/2021,,,1,,\n"
        "Hai đảng viên,,Quý I/2021,,,1,,\n"
        "Công đoàn,,Quý II/2021,,,,,\n",
        "source_figures",
    )
    assert faults(found) == [(6, "source", "unknown_word"), (7, "introduced", "missing_count")]
    assert [(r["source"], r["sub_org"], r["unit_code"], r["members_total"], r["introduced"]) for r in found.rows] == [
        ("youth_union", "", None, 1200, 60),
        ("youth_union", "Chi đoàn Sở A", "A", 40, 5),
        ("trade_union", "CĐCS cơ quan khác", None, None, 3),
        ("other", "", None, None, 1),
    ]
    assert {(r["period_start"], r["period_end"]) for r in found.rows[:2]} == {(date(2021, 1, 1), date(2021, 5, 31))}


@pytest.mark.parametrize(
    "text",
    [
        "Ngày,Loại thay đổi,Đơn vị cũ,Đơn vị mới\n01/10/2020,Sáp nhập,Sở B,Sở A\n01/11/2020,Tiếp nhận,,Sở B\n",
        "Đơn vị,Ủy viên BTV phụ trách,Từ ngày\nSở A,Ủy viên 1,01/08/2020\nSở B,Ủy viên 1,01/08/2020\n",
        "Ngày,Sự kiện\n3/2,Ngày thành lập Đảng\n11/7/2020,Bế mạc Đại hội\n",
        "Đoàn thể,Kỳ,Số giới thiệu\nĐoàn TN,Năm 2020,60\nCông đoàn,Năm 2020,30\n",
    ],
)
def test_keeping_a_list_twice_changes_nothing_and_undoing_takes_it_back(store, text):
    keep(store, UNITS)
    table = keep(store, text)[0].table
    keep(store, text)
    newest = store.query("imports").iloc[0]
    assert newest[["table_name", "rows_new", "rows_same", "rows_changed"]].tolist() == [table, 0, 2, 0]
    store.undo(3, "test")
    store.undo(2, "test")
    assert store.compare(keep(store, text)[0]).same == 2
