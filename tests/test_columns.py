"""Header cells find their columns, whatever their spelling, and never two at once."""

import pytest

from ketnap.ingest.decode import Refusal
from ketnap.ingest.layout.columns import best_table, mapping, refuse_counts, refuse_doubled
from ketnap.tables import (
    ADMISSIONS,
    CLASS_GRADUATES,
    MONTHLY_TOTALS,
    OPENING_MEMBERS,
    POOL_REPORTS,
    TABLES,
    TARGETS,
    UNITS,
)


def header(*labels):
    return [(label,) for label in labels]


def positions(table, *labels):
    return mapping(header(*labels), table).positions


@pytest.mark.parametrize(
    ("label", "column"),
    [
        ("Đơn vị", "unit"),
        ("DON VI", "unit"),
        ("đơn  vị:", "unit"),
        ("Chi/Đảng bộ cơ sở", "unit"),
        ("Chi bộ", "unit"),
        ("Tổ chức cơ sở Đảng", "unit"),
        ("unit", "unit"),
        ("Họ và tên", "full_name"),
        ("HO VA TEN", "full_name"),
        ("Họ, chữ đệm và tên", "full_name"),
        ("Ngày sinh", "birth_date"),
        ("Ngày, tháng, năm sinh", "birth_date"),
        ("Ngày QĐ", "decision_date"),
        ("ngay qd", "decision_date"),
        ("Ngày ký quyết định", "decision_date"),
        ("Ngày QĐ kết nạp", "decision_date"),
        ("Ngày kết nạp", "ceremony_date"),
        ("Ngay ket nap", "ceremony_date"),
        ("Ngày kết nạp (dự bị)", "ceremony_date"),
        ("Ngày kết nạp (dd/mm/yyyy)", "ceremony_date"),
        ("Ngày kết nạp Đảng", "ceremony_date"),
        ("Ngày vào Đảng", "ceremony_date"),
        ("Tháng kết nạp", "admission_month"),
        ("Ngày chính thức", "official_date"),
        ("Ngày vào Đảng (chính thức)", "official_date"),
        ("Nguồn giới thiệu", "source"),
        ("Tổ chức giới thiệu", "source"),
        ("Đoàn thể", "source"),
        ("Mã ĐV", "person_code"),
        ("Số QĐ", "decision_no"),
        ("Ghi chú", "note"),
        ("GHI CHU", "note"),
    ],
)
def test_a_header_of_a_roster_is_known_by_many_names(label, column):
    assert positions(ADMISSIONS, label) == {column: (0,)}


@pytest.mark.parametrize(
    "label",
    ["Ngày vào Đoàn", "Ngày kết nạp Đoàn", "Ngày kết nạp (Đoàn)", "Ngày kết nạp (chính thức)", "Ngày", "Ngày nộp đơn"],
)
def test_another_date_is_no_date_of_admission(label):
    assert positions(ADMISSIONS, label) == {}


def test_a_branch_is_the_unit_only_where_no_other_header_is():
    assert positions(ADMISSIONS, "Đảng bộ", "Chi bộ") == {"unit": (0,), "branch_name": (1,)}


def test_the_more_telling_of_two_headers_serves_and_the_other_is_unused():
    found = mapping(header("Đơn vị", "Tên đơn vị", "Ngày QĐ", "Lạ"), ADMISSIONS)
    assert (found.positions, found.unused) == ({"unit": (0,), "decision_date": (2,)}, (1, 3))


@pytest.mark.parametrize("table", [ADMISSIONS, OPENING_MEMBERS, MONTHLY_TOTALS])
def test_the_code_of_a_unit_stands_beside_its_name_or_for_it(table):
    assert mapping(header("Mã đơn vị", "Tên đơn vị"), table).positions == {"unit": (1,), "unit_code": (0,)}
    assert mapping(header("Mã đơn vị", "Lạ"), table).positions == {"unit": (0,)}


def test_the_lower_row_of_a_header_may_mean_something_only_under_its_upper_one():
    readings = [("Quyết định kết nạp Số", "Số"), ("Quyết định kết nạp Ngày", "Ngày")]
    assert mapping(readings, ADMISSIONS).positions == {"decision_no": (0,), "decision_date": (1,)}


def test_a_label_that_is_known_under_its_upper_one_is_not_the_upper_one():
    readings = [(f"Dự kiến kết nạp {lower}", lower, "Dự kiến kết nạp") for lower in ("Tổng số", "Đoàn TN", "Công đoàn")]
    assert mapping(readings, POOL_REPORTS).positions == {
        **{"expected": (0,), "expected_youth": (1,), "expected_union": (2,)}
    }


@pytest.mark.parametrize("label", ["Ngày cấp chứng nhận lớp kết nạp Đảng", "Ngày bế giảng lớp kết nạp Đảng"])
def test_a_day_of_a_class_is_no_day_of_admission(label):
    assert "ceremony_date" not in positions(ADMISSIONS, label)


@pytest.mark.parametrize(
    ("table", "labels", "missing"),
    [
        (ADMISSIONS, ("Họ và tên", "Đơn vị"), ("Ngày QĐ / Ngày kết nạp / Tháng kết nạp",)),
        (ADMISSIONS, ("Họ và tên", "Ngày QĐ"), ("Đơn vị",)),
        (ADMISSIONS, ("Đơn vị", "Tháng"), ()),
        (OPENING_MEMBERS, ("Đơn vị",), ("Năm", "Tổng số đảng viên")),
        (TARGETS, ("Cấp", "Loại", "Chỉ tiêu"), ("Năm / Nhiệm kỳ",)),
        (MONTHLY_TOTALS, ("Năm", "Tháng"), ("Số kết nạp",)),
        (UNITS, ("Mã đơn vị",), ("Tên đơn vị",)),
        (POOL_REPORTS, ("Đơn vị", "Ngày báo cáo", "Nguồn"), ("Kỳ", "Dự kiến kết nạp")),
        (CLASS_GRADUATES, ("Đơn vị", "Lớp"), ("Ngày bế giảng / Ngày cấp GCN",)),
    ],
)
def test_missing_columns_are_named_by_their_first_header(table, labels, missing):
    assert mapping(header(*labels), table).missing == missing


@pytest.mark.parametrize(
    ("labels", "table"),
    [
        (("STT", "Mã đơn vị", "Tên đơn vị", "Tên gọi khác", "Loại hình"), "units"),
        (("Đơn vị", "Năm", "Tổng số đảng viên", "Chính thức", "Dự bị"), "opening_members"),
        (("Cấp", "Đơn vị/Đoàn thể", "Nhiệm kỳ", "Loại", "Chỉ tiêu"), "targets"),
        (("Năm", "Tháng", "Đơn vị", "Số kết nạp"), "monthly_totals"),
        (("STT", "Họ và tên", "Đơn vị", "Ngày kết nạp", "Nguồn giới thiệu"), "admissions"),
        (("STT", "Ho va ten", "Don vi", "Ngay ket nap"), "admissions"),
        (("Họ và tên", "Đơn vị", "Lớp", "Ngày cấp GCN", "Xếp loại", "Ngày kết nạp"), "admissions"),
        (("Chi bộ", "Ngày báo cáo", "Giai đoạn", "Cảm tình Đảng", "Số dự kiến KN"), "pool_reports"),
        (("STT", "Họ và tên", "Đơn vị cử đi học", "Lớp", "Ngày bế giảng", "Xếp loại"), "class_graduates"),
        (("Lớp", "Ngày bế giảng", "Đơn vị", "Số hoàn thành", "Số được kết nạp"), "class_graduates"),
    ],
)
def test_a_table_is_recognised_by_its_header(labels, table):
    assert best_table(header(*labels)).table.name == table


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_is_recognised_by_its_own_template(table):
    labels = [table.column(name).headers[0] for name in table.example]
    found = best_table(header(*labels))
    assert found.table is table
    assert set(found.positions) == set(table.example)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_row_of_a_roster_names_no_columns(table):
    assert mapping(header("1", "Mẫu 01", "Chi bộ Sở Y tế", "05/03/2021", "Công đoàn"), table).size < 2


def test_a_header_that_fits_no_table_is_none():
    assert best_table(header("Món", "Giá", "Số lượng")) is None


def test_a_header_that_fits_two_tables_alike_is_refused():
    # Two headers without a use either way: month and admitted, or members and official.
    with pytest.raises(Refusal, match="ambiguous_table"):
        best_table(header("Đơn vị", "Năm", "Tổng số đảng viên", "Chính thức", "Tháng", "Số kết nạp"))


def test_two_columns_of_the_same_meaning_are_refused():
    with pytest.raises(Refusal, match="ambiguous_columns"):
        refuse_doubled(mapping(header("Đơn vị", "Ngày kết nạp", "Ngày kết nạp"), ADMISSIONS))


def test_two_columns_of_a_name_are_read_as_one():
    found = mapping(header("Ngày sinh", "Ngày sinh", "Đơn vị", "Ngày QĐ"), ADMISSIONS)
    refuse_doubled(found)
    assert found.positions["birth_date"] == (0, 1)


def test_numbers_of_people_are_no_roster():
    labels = ("Đơn vị", "Tháng", "Số kết nạp")
    with pytest.raises(Refusal, match="wrong_table"):
        refuse_counts(mapping(header(*labels), ADMISSIONS), labels)
    named = ("Họ và tên", *labels)
    refuse_counts(mapping(header(*named), ADMISSIONS), named)
