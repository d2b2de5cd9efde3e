"""A header nobody foresaw is asked about; what was answered is known the next time the same labels come."""

from datetime import date

import pytest

from ketnap.ingest.layout import columns
from ketnap.ingest.layout.alike import is_like
from ketnap.ingest.match import Hasher, Register, Unit
from ketnap.ingest.read import Reading, Refused, read_all

LABELS = "TT,Cán bộ mới,Nơi sinh hoạt Đảng,Thời điểm vào"
ROWS = "1,Mẫu 01,Sở A,05/02/2021\n2,Mẫu 02,Sở B,06/03/2021\n3,Mẫu 03,Sở A,-\n4,Mẫu 04,Sở B,07/03/2021\n"
ANSWER = ("admissions", ("row_no", "full_name", "unit", "ceremony_date"))


def read(text, meanings=None, table=None):
    register = Register([Unit("A", "Sở A"), Unit("B", "Sở B")])
    [found] = read_all(text.encode(), table, register, date(2021, 6, 21), Hasher(b"key"), meanings or {})
    return found


def shape(labels):
    return columns.shape(labels.split(","))


def test_who_brings_a_file_sees_its_labels_and_three_values_of_each():
    found = read(f"DANH SÁCH\n\n{LABELS}\n{ROWS}", table="admissions")
    assert isinstance(found, Refused)
    assert found.asked.labels == tuple(LABELS.split(","))
    assert (found.asked.table, found.asked.line) == ("admissions", 3)
    assert found.asked.samples[2:] == (("Sở A", "Sở B", "Sở A"), ("05/02/2021", "06/03/2021", "07/03/2021"))


def test_a_label_like_a_known_header_is_proposed_and_others_are_left_open():
    found = read("TT,Ho tenn,Nơi,Ngày kết nạpp\n1,Mẫu 01,Sở A,05/02/2021\n", table="admissions")
    assert found.asked.meanings == ("row_no", "full_name", "", "ceremony_date")


def test_what_was_answered_reads_this_file_and_the_next_with_the_same_labels():
    meanings = {shape(LABELS): ANSWER}
    first = read(f"{LABELS}\n{ROWS}", meanings)
    assert [(row["line"], row["unit_code"]) for row in first.rows] == [(2, "A"), (3, "B"), (5, "B")]
    assert [(problem.line, problem.reason) for problem in first.problems] == [(4, "missing_date")]
    next_one = read("BIỂU 2,,,\n" + LABELS.upper() + "\n9,Mẫu 09,Sở A,08/03/2021\n", meanings)
    assert [row["line"] for row in next_one.rows] == [3]


def test_an_answer_counts_for_its_labels_in_their_order_only():
    meanings = {shape(LABELS): ANSWER}
    assert isinstance(read("TT,Nơi sinh hoạt Đảng,Cán bộ mới,Thời điểm vào\n1,Sở A,M,05/02/2021\n", meanings), Refused)


def test_rows_of_people_are_not_asked_about_as_if_they_were_labels():
    row = "{0},Mẫu 0{0},Nam,01/02/1990,Chi bộ Một,05/02/2021,Đoàn TN\n"
    assert read("".join(row.format(number) for number in (1, 2, 3)), table="admissions").asked is None


def test_labels_of_other_letters_stand_for_themselves():
    assert columns.shape(["姓名", "单位"]) == ("姓名", "单位")
    blank_rows = {(): ("admissions", ("full_name",))}
    assert len(read("\nHọ tên,Đơn vị,Ngày QĐ\nMẫu 01,Sở A,05/02/2021\n", blank_rows).rows) == 1


def test_months_and_marks_beside_the_answers_stay_what_they_are():
    labels = "Nơi sinh hoạt Đảng,T1,T2,T3"
    meanings = {shape(labels): ("monthly_totals", ("unit", "", "", ""))}
    found = read(f"Kết nạp năm 2020\n{labels}\nSở A,1,2,0\nSở B,0,3,4\n", meanings)
    assert [(row["unit_code"], row["month"], row["admitted"]) for row in found.rows] == [
        *(("A", 1, 1), ("A", 2, 2), ("A", 3, 0)),
        *(("B", 1, 0), ("B", 2, 3), ("B", 3, 4)),
    ]
    labels = "Cán bộ mới,Nơi sinh hoạt Đảng,Ngày QĐ,Đoàn TN,Công đoàn"
    for told in ("", "source"):
        meanings = {shape(labels): ("admissions", ("full_name", "unit", "decision_date", told, told))}
        found = read(f"{labels}\nMẫu 01,Sở A,05/02/2021,x,\nMẫu 02,Sở A,05/02/2021,,x\n", meanings)
        assert [row["source"] for row in found.rows] == ["youth_union", "trade_union"]


def test_an_answer_for_one_table_is_none_for_another():
    meanings = {shape(LABELS): ANSWER}
    assert isinstance(read(f"{LABELS}\n{ROWS}", meanings, table="units"), Refused)


def test_a_header_of_two_rows_is_known_again():
    upper, lower = "TT,Cán bộ,Nơi công tác mới,Vào,", ",,,Số,Hôm"
    asked = read(f"{upper}\n{lower}\n1,Mẫu 01,Sở A,12,05/02/2021\n", table="admissions").asked
    assert asked is not None
    labels = ("TT", "Cán bộ", "Nơi công tác mới", "Vào Số", "Vào Hôm")
    meanings = {columns.shape(labels): ("admissions", ("", "full_name", "unit", "decision_no", "decision_date"))}
    found = read(f"{upper}\n{lower}\n1,Mẫu 01,Sở A,12,05/02/2021\n", meanings)
    assert isinstance(found, Reading)
    assert [(row["line"], row["decision_date"]) for row in found.rows] == [(3, date(2021, 2, 5))]


def test_an_answer_without_a_date_or_a_unit_is_not_enough():
    for answer, reason in [
        (("", "full_name", "unit", ""), "no_date_column"),
        (("", "full_name", "", "ceremony_date"), "missing_columns"),
        (("", "unit", "unit", "ceremony_date"), "ambiguous_columns"),
    ]:
        found = read(f"{LABELS}\n{ROWS}", {shape(LABELS): ("admissions", answer)})
        assert isinstance(found, Refused)
        assert (found.reason, found.asked is not None) == (reason, True)


def test_a_file_that_was_understood_says_how():
    found = read("TT,Họ tên,Đơn vị,Ngày QĐ,Màu\n1,Mẫu 01,Sở A,05/02/2021,đỏ\n")
    assert found.asked.meanings == ("row_no", "full_name", "unit", "decision_date", "")


@pytest.mark.parametrize(
    ("label", "column"),
    [
        ("Họ tên khai sinh đảng viên", "full_name"),
        ("Tên chi/đảng bộ đang sinh hoạt", "unit"),
        ("Số và ngày quyết định kết nạp", "decision_date"),
        ("Ngày kết nạp Đảng CSVN", "ceremony_date"),
        ("Đoàn thể giới thiệu vào Đảng", "source"),
        ("Số đảng viên kết nạp được", "admitted"),
        ("Tổng số ĐV đến cuối năm", "members"),
    ],
)
def test_a_label_that_is_no_known_header_may_say_what_it_holds(label, column):
    assert is_like(label, column)


@pytest.mark.parametrize(
    ("label", "column"),
    [
        ("Ngày quyết định chuyển chính thức", "decision_date"),
        ("Ngày kết nạp Đoàn", "ceremony_date"),
        ("Dự kiến ngày kết nạp", "ceremony_date"),
        ("Đơn vị giới thiệu", "unit"),
        ("Người giới thiệu", "source"),
        ("Ngày sinh hoạt", "birth_date"),
        ("Kế hoạch kết nạp", "admitted"),
        ("Lũy kế kết nạp", "admitted"),
        ("Chi bộ Mẫu 1", "unit"),  # a number is data
        ("đơn vị ghi theo mẫu.", "unit"),  # a sentence is prose
    ],
)
def test_a_label_that_only_sounds_like_a_column_is_not_taken_for_it(label, column):
    assert not is_like(label, column)


def test_labels_that_are_only_alike_and_lead_to_no_row_are_no_header():
    found = read("Báo cáo tình hình,đề nghị các đơn vị,thời gian kết nạp đảng viên\nchúng tôi,xin gửi,sau\n")
    assert isinstance(found, Refused)
