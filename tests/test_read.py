"""A whole file: what is kept, what is listed with its line, and that nothing is lost between the two."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketnap.ingest.match import Hasher, Register, Unit
from ketnap.ingest.read import Refused, read, read_all
from tests.workbooks import book, inline, rows

REGISTER = Register([Unit("U01", "Chi bộ Sở Y tế", ("SYT",)), Unit("U02", "Đảng bộ Sở Tài chính", ("STC",))])
AS_OF = date(2021, 6, 21)
HEADER = "STT,Họ và tên,Ngày sinh,Đơn vị,Ngày QĐ,Ngày kết nạp,Nguồn giới thiệu,Ghi chú\n"
ROW = "1,Mẫu 01,15/08/1990,SYT,05/02/2021,19/02/2021,Công đoàn,\n"


def reading(text, table=None, register=REGISTER):
    return read(text if isinstance(text, bytes) else text.encode(), table, register, AS_OF, Hasher(b"key"))


def problems(found):
    return [(problem.line, problem.column, problem.reason) for problem in found.problems]


def test_an_admission_keeps_dates_unit_source_and_groups_but_no_person():
    found = reading(HEADER + ROW)
    assert (found.table, found.encoding, found.delimiter, found.problems, found.warnings) == (
        *("admissions", "utf-8", ","),
        *([], {}),
    )
    kept = found.rows[0]
    assert {name: value for name, value in kept.items() if not name.endswith("_hash")} == {
        **{"line": 2, "sheet": "", "unit_code": "U01", "source": "trade_union", "admission_type": "new"},
        **{"decision_date": date(2021, 2, 5), "decision_precision": "day"},
        **{"ceremony_date": date(2021, 2, 19), "ceremony_precision": "day", "admission_month": None},
        "admission_precision": None,
        **{"gender": None, "age_band": "18-30", "occupation": None, "class_code": None, "annulled": False},
        **{"struck_off": False, "certificate_date": None, "official_date": None, "revoked_date": None},
    }
    assert not any("Mẫu" in str(value) or "1990" in str(value) for value in kept.values())


def test_columns_are_named_and_headers_without_meaning_listed():
    found = reading("Họ tên,Đơn vị,Ngày QĐ,Màu\nMẫu 01,SYT,05/02/2021,đỏ\n")
    assert found.columns == {"Họ tên": "full_name", "Đơn vị": "unit", "Ngày QĐ": "decision_date"}
    assert found.unused == ("Màu",)


@pytest.mark.parametrize(
    ("decision", "ceremony", "expected"),
    [
        ("05/02/2021", "chưa", (date(2021, 2, 5), None, {"ceremony_unreadable": [2]})),
        ("05/02/2021", "19/01/2021", (date(2021, 2, 5), date(2021, 1, 19), {"ceremony_before_decision": [2]})),
        ("", "19/02/2021", (None, date(2021, 2, 19), {})),
        ("02/2021", "", (date(2021, 2, 1), None, {})),
    ],
)
def test_the_decision_counts_before_the_ceremony(decision, ceremony, expected):
    found = reading(HEADER + ROW.replace("05/02/2021", decision).replace("19/02/2021", ceremony))
    row = found.rows[0]
    assert (row["decision_date"], row["ceremony_date"], found.warnings) == expected


def test_an_unreadable_decision_is_not_replaced_by_the_ceremony():
    assert problems(reading(HEADER + ROW.replace("05/02/2021", "31/02/2021"))) == [(2, "decision_date", "bad_date")]


@pytest.mark.parametrize(
    ("birth", "band"),
    [
        ("15/08/1990", "18-30"),
        ("01/1990", "31-40"),
        ("1980", "41-50"),
        ("1980.", "41-50"),
        ("1955", "over 60"),
        ("2010", "under 18"),
        # The decision is of February 2021: 18 in the month of the 18th birthday, over 60 past that of the 60th.
        ("28/02/2003", "18-30"),
        ("01/03/2003", "under 18"),
        ("02/2003", "18-30"),
        ("01/02/1961", "51-60"),
        ("31/01/1961", "over 60"),
        ("01/1961", "over 60"),
        # Whoever was born in 2003 or 1961 may be on either side of the limit, which nobody can tell: on neither.
        ("2003", "18-30"),
        ("2004", "under 18"),
        ("1961", "51-60"),
        ("1960", "over 60"),
        ("", None),
        ("x", None),
    ],
)
def test_of_the_birth_date_only_a_band_of_ages_is_kept(birth, band):
    assert reading(HEADER + ROW.replace("15/08/1990", birth)).rows[0]["age_band"] == band


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        ("1,Mẫu 01,,SYT,,,Công đoàn,\n", "decision_date", "missing_date"),
        ("1,Mẫu 01,,SYT,22/06/2021,,,\n", "decision_date", "future_date"),
        ("1,Mẫu 01,,Sở Lạ,05/02/2021,,,\n", "unit", "unknown_unit"),
        ("1,Mẫu 01,,,05/02/2021,,,\n", "unit", "missing_unit"),
        ("1,Mẫu 01,,SYT\n", "", "too_few_fields"),
        ("1,Mẫu 01,,SYT,05/02/2021,,Đoàn TN,,thừa\n", "", "too_many_fields"),
        ('1,Mẫu 01,,SYT,"05/02/2021,,,\n', "", "broken_quote"),
    ],
)
def test_a_row_that_cannot_be_counted_is_listed(line, column, reason):
    found = reading(HEADER + line + ROW)
    assert problems(found) == [(2, column, reason)]
    assert [row["line"] for row in found.rows] == [3]


def test_an_optional_tail_may_be_missing():
    assert [row["line"] for row in reading(HEADER + "1,Mẫu 01,,SYT,05/02/2021,\n" + ROW).rows] == [2, 3]


def test_a_rejected_row_still_knows_whom_it_is_about():
    found = reading(HEADER + ROW.replace("SYT", "Sở Lạ") + "2,Mẫu 02,,Sở Lạ,05/02/2021,,,\n")
    assert found.problems[0].person == Hasher(b"key").hash("birth", "Mẫu 01", "1990-08-15")
    assert found.problems[1].person is None


def test_an_extra_blank_cell_is_no_fault_but_a_shifted_row_is():
    usual = "".join(f"{n},Mẫu 0{n},,SYT,05/02/2021,,Công đoàn,\n" for n in (1, 2, 3))
    padded, shifted = "4,Mẫu 04,,SYT,05/02/2021,,Công đoàn,,\n", "5,Mẫu 05,,SYT,05/02/2021,,Đoàn TN, Công đoàn,\n"
    assert problems(reading(HEADER + usual + padded + shifted)) == [(6, "", "too_many_fields")]


@pytest.mark.parametrize(
    ("cells", "unit"),
    [("Phòng A,SYT", 1), ("Phòng A,", 0), ("Phòng A,Phòng B", 0), ("STC,SYT", 0), (",SYT", 1)],
)
def test_of_two_columns_that_could_be_the_unit_the_one_with_known_names_is(cells, unit):
    rows = "".join(f"Mẫu 0{n},{cells},05/02/2021\n" for n in (1, 2, 3))
    found = reading("Họ tên,Đơn vị công tác,Chi bộ sinh hoạt,Ngày QĐ\n" + rows)
    assert found.columns[("Đơn vị công tác", "Chi bộ sinh hoạt")[unit]] == "unit"
    assert len(found.rows) == 3 * ("SYT" in cells)


def test_a_column_somebody_has_called_the_unit_is_the_unit():
    labels = ("ho ten", "don vi cong tac", "chi bo sinh hoat", "ngay qd")
    told = {labels: ("admissions", ("full_name", "unit", "", "decision_date"))}
    text = "Họ tên,Đơn vị công tác,Chi bộ sinh hoạt,Ngày QĐ\nMẫu 01,Phòng A,SYT,05/02/2021\n"
    found = read_all(text.encode(), None, REGISTER, AS_OF, Hasher(b"key"), told)[0]
    assert [problem.said for problem in found.problems] == ["Phòng A"]


def test_every_column_of_notes_is_read():
    found = reading("Họ tên,Ghi chú,Đơn vị,Ngày QĐ,Gc\nMẫu 01,,SYT,05/02/2021,Kết nạp lại\nMẫu 02,x,SYT,05/02/2021,\n")
    assert found.excluded == {2: "readmission"}


def test_a_last_row_shorter_than_most_is_cut_even_if_some_are_shorter():
    rows = [f"{n},Mẫu 0{n},,SYT,05/02/2021,,Công đoàn," for n in (1, 2)]
    short = "3,Mẫu 03,,SYT,05/02/2021"
    text = HEADER + "\n".join([*rows, short, short.replace("3", "4"), "5,Mẫu 05,,SYT,05/02/2021,,Đoàn Th"])
    assert problems(reading(text)) == [(6, "", "truncated_row")]


@pytest.mark.parametrize("last", ["2,Mẫu 0", "2,Mẫu 02,,SYT,05/02/2021,19/02/2021,Công đo", '2,Mẫu 02,,"SY'])
def test_a_last_row_cut_in_the_middle_is_listed(last):
    found = reading(HEADER + ROW + last)
    assert [(line, reason) for line, _, reason in problems(found)] == [(3, "truncated_row")]


@pytest.mark.parametrize(
    ("last", "cut"), [("7/2/2021", False), ("15/02/2", True), ("15/02/20", True), ("5/2/21", True)]
)
def test_a_last_date_shorter_than_the_others_is_cut(last, cut):
    found = reading(f"Họ tên,Đơn vị,Ngày QĐ\nMẫu 01,SYT,5/2/2021\nMẫu 02,STC,15/02/2021\nMẫu 03,SYT,{last}")
    assert [problem.reason for problem in found.problems] == ["truncated_row"] * cut


def test_month_first_is_proved_for_each_column_and_births_too():
    rows = "".join(f"Mẫu,0{day}/16/1990,SYT,02/{day + 12}/2021\n" for day in (1, 2, 3))
    found = reading("Họ tên,Ngày sinh,Đơn vị,Ngày QĐ\n" + rows + "Mẫu,01/16/1990,SYT,02/13/2021\n")
    assert [row["decision_date"] for row in found.rows] == [date(2021, 2, day) for day in (13, 14, 15)]
    assert problems(found) == [(5, "", "duplicate")]
    assert found.warnings == {"date_order_mdy": []}


def test_sources_in_doubt_are_warned_about_line_by_line():
    rows = "1,Mẫu 01,,SYT,05/02/2021,,Hội Mẫu,\n2,Mẫu 02,,SYT,05/02/2021,,Đoàn TN và Công đoàn,\n"
    found = reading(HEADER + rows)
    assert found.warnings == {"unknown_source": [2], "ambiguous_source": [3]}
    assert [row["source"] for row in found.rows] == ["other", "unknown"]


def test_an_annulled_decision_without_a_date_is_kept_apart():
    found = reading(HEADER + ROW.replace(",\n", ",Hủy QĐ\n"))
    assert (found.excluded, found.warnings) == ({2: "annulled"}, {"annulled": [2]})


def test_with_an_empty_register_no_unit_is_known():
    assert problems(reading(HEADER + ROW, "admissions", Register([]))) == [(2, "unit", "unknown_unit")]


def test_a_refusal_says_what_its_sentence_needs():
    assert reading("Họ tên,Ngày QĐ\nMẫu 01,05/02/2021\n", "admissions") == Refused(
        "missing_columns", {"columns": "Đơn vị"}
    )


def test_formulas_stay_text():
    found = reading("Mã,Tên đơn vị,Tên gọi khác\nA,\"=cmd|'/C calc'!A0\",@x\n", "units")
    assert (found.rows[0]["unit_name"], found.rows[0]["aliases"]) == ("=cmd|'/C calc'!A0", "@x")


def test_units_keep_the_code_they_have_in_the_register_but_not_one_of_other_accents():
    found = reading("STT,Tên đơn vị\n1,Sở Y tế\n2,So Tai chinh\n3,Chi bộ Sở Ý tế\n4,Chi bộ Mẫu\n", "units")
    assert [row["unit_code"] for row in found.rows] == ["U01", "U02", "chi-bo-so-y-te", "chi-bo-mau"]


def test_units_that_share_a_name_are_pointed_out():
    found = reading("Mã,Tên đơn vị,Tên gọi khác\nA,Chi bộ A,VP\nB,Chi bộ B,VP\nC,Chi bộ C,\n", "units")
    assert found.warnings == {"ambiguous_names": [2, 3]}


def test_members_at_the_start_of_a_year():
    text = "Đơn vị,Năm,Tổng số đảng viên,Chính thức,Dự bị\nSYT,2021,120,114,6\nSTC,31/12/2020,10,8,1\nSYT,2020,0,,\n"
    found = reading(text)
    assert [(row["unit_code"], row["year"], row["members"]) for row in found.rows] == [
        ("U01", 2021, 120),
        ("U02", 2021, 10),
    ]
    assert found.warnings == {"members_do_not_add_up": [3]}
    assert problems(found) == [(4, "members", "bad_count")]


def test_targets_are_rates_or_people_for_a_year_or_a_term():
    rows = [
        "Khối,,,2021-2025,Tỷ lệ (%),từ 03% trở lên",
        "Đơn vị,SYT,2021,,Số người,1.200",
        "Đoàn thể,Công đoàn,2021,,Số người,30",
        "Đoàn thể,,2021,,Số người,3",
        "Đoàn thể,Hội Mẫu,2021,,Số người,3",
    ]
    found = reading("\n".join(["Cấp,Đơn vị/Đoàn thể,Năm,Nhiệm kỳ,Loại,Chỉ tiêu", *rows, ""]))
    names = ("scope", "scope_code", "first_year", "last_year", "value")
    assert [tuple(row[name] for name in names) for row in found.rows] == [
        ("block", "", 2021, 2025, 3),
        ("unit", "U01", 2021, 2021, 1200),
        ("source", "trade_union", 2021, 2021, 30),
    ]
    assert problems(found) == [(5, "scope_code", "missing_value"), (6, "scope_code", "unknown_word")]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("SYT,2,,2021,3", (2021, 2, None, "U01", 3)),
        ("SYT,02/2021,,,3", (2021, 2, None, "U01", 3)),
        ("SYT,02/2021,,2021,3", (2021, 2, None, "U01", 3)),
        ("SYT,,5,2021,45", (2021, None, 5, "U01", 45)),
        (",2,,2021,3", (2021, 2, None, None, 3)),
        ("SYT,02/2020,,2021,3", ("year", "bad_date")),
        ("SYT,2,,,3", ("year", "missing_date")),
        ("SYT,,,2021,3", ("month", "missing_date")),
        ("SYT,7,,2021,3", ("month", "future_date")),
        ("SYT,05/1929,,,3", ("month", "before_1930")),
        ("SYT,Quý I/2021,,2021,3", ("month", "date_no_month")),
        ("SYT,2,,2021,", ("admitted", "missing_count")),
        ("SYT,2,,2021,-1", ("admitted", "negative_count")),
        ("SYT,2,,2021,2.5", ("admitted", "bad_count")),
    ],
)
def test_a_total_is_of_a_month_or_of_a_year_through_a_month(row, expected):
    found = reading(f"Đơn vị,Tháng,Lũy kế đến tháng,Năm,Số kết nạp\n{row}\n")
    kept = [tuple(r[n] for n in ("year", "month", "through_month", "unit_code", "admitted")) for r in found.rows]
    assert kept + [problem[1:] for problem in problems(found)] == [expected]


def test_a_total_under_a_units_heading_is_the_units_not_the_blocks():
    found = reading("Đơn vị,Tháng,Năm,Số kết nạp\nChi bộ Sở Y tế,,,\n,1,2021,3\n,2,2021,4\n", "monthly_totals")
    assert [(row["unit_code"], row["admitted"]) for row in found.rows] == [("U01", 3), ("U01", 4)]


def test_a_merged_unit_cell_is_no_total_of_the_block():
    found = reading("Đơn vị,Tháng,Năm,Số kết nạp\nSYT,1,2021,3\n,2,2021,4\n", "monthly_totals")
    assert problems(found) == [(3, "unit", "missing_unit")]


def test_the_block_has_a_total_beside_those_of_its_units_if_the_row_says_so():
    rows = "SYT,1,2021,3\nSTC,1,2021,4\nToàn Khối,1,2021,9\n,1,2021,2\n"
    found = reading("Đơn vị,Tháng,Năm,Số kết nạp\n" + rows, "monthly_totals")
    assert [row["unit_code"] for row in found.rows] == ["U01", "U02", None]
    assert problems(found) == [(5, "unit", "missing_unit")]


@pytest.mark.parametrize(
    ("code", "name", "expected"),
    [
        ("U01", "Sở Y tế", "U01"),
        ("U02", "Sở Y tế", ("unit", "ambiguous_unit")),
        ("", "Sở Y tế", "U01"),
        ("17", "Sở Y tế", "U01"),
        ("U01", "Sở Lạ", "U01"),
        ("17", "Sở Lạ", ("unit", "unknown_unit")),
        ("U01", "", "U01"),
        ("", "-", ("unit", "missing_unit")),
    ],
)
def test_a_unit_may_be_given_by_its_code_and_its_name(code, name, expected):
    found = reading(f"Họ tên,Mã đơn vị,Tên đơn vị,Ngày QĐ\nMẫu 01,{code},{name},05/02/2021\n")
    said = [row["unit_code"] for row in found.rows] + [problem[1:] for problem in problems(found)]
    assert said == [expected]


def test_totals_without_any_unit_are_those_of_the_block():
    found = reading("Đơn vị,Tháng,Năm,Số kết nạp\n,1,2021,3\n,2,2021,4\n", "monthly_totals")
    assert [(row["unit_code"], row["admitted"]) for row in found.rows] == [(None, 3), (None, 4)]


def test_a_heading_that_was_not_understood_does_not_make_its_rows_the_blocks():
    found = reading("STT,Đơn vị,Tháng/Năm,Số kết nạp\nI,Sở Lạ Mẫu,,5\n1,,02/2021,5\n", "monthly_totals")
    assert (found.rows, problems(found)[-1]) == ([], (3, "unit", "missing_unit"))


def test_a_stray_mark_loses_no_row_below_it():
    found = reading(
        "Họ và tên,Đơn vị,Ngày QĐ,Ghi chú\n"
        'Nguyễn Mẫu,SYT,05/02/2021,"chú ý\nTrần Mẫu",STC,06/02/2021,\nLê Mẫu,STC,07/02/2021,\n'
    )
    assert [row["line"] for row in found.rows] == [3, 4]
    assert problems(found) == [(2, "", "broken_quote")]


def workbook(*lines, **options):
    """A workbook of a sheet with these texts; what begins with # is a number."""
    written = [
        "".join(
            f'<c r="{letter}{number}"><v>{text[1:]}</v></c>'
            if text.startswith("#")
            else inline(f"{letter}{number}", text)
            for letter, text in zip("ABCD", line, strict=False)
        )
        for number, line in enumerate(lines, start=1)
    ]
    return book(rows(*written), **options)


def test_a_number_of_a_workbook_that_is_not_whole_is_no_number_of_people():
    header = ["Đơn vị", "Tháng", "Năm", "Số kết nạp"]
    found = reading(
        workbook(
            header, *([*("SYT", month, "2021"), n] for month, n in (("1", "#2.125"), ("2", "#0.333"), ("3", "#4")))
        )
    )
    assert [row["admitted"] for row in found.rows] == [4]
    assert problems(found) == [(2, "admitted", "bad_count"), (3, "admitted", "bad_count")]


def test_a_number_is_no_year_and_month():
    found = reading(workbook(["Họ và tên", "Đơn vị", "Ngày QĐ"], ["Mẫu 01", "SYT", "#2021.1"]))
    assert problems(found) == [(2, "decision_date", "bad_date")]


@pytest.mark.parametrize("number", ["#42770", "#42770.25"])
def test_days_since_1904_may_have_a_time(number):
    lines = (["Họ và tên", "Đơn vị", "Ngày QĐ"], ["Mẫu 01", "SYT", number])
    found = reading(workbook(*lines, settings='<workbookPr date1904="1"/>'))
    assert [row["decision_date"] for row in found.rows] == [date(2021, 2, 5)]


def test_a_letter_that_is_none_moves_no_cell():
    lines = (["Họ và tên", "Đơn vị", "Ngày QĐ"], ["Mẫu_x0000_ Một", "SYT", "05/02/2021"], ["#1", "STC", "06/02/2021"])
    assert [row["unit_code"] for row in reading(workbook(*lines)).rows] == ["U01", "U02"]


def test_a_zero_letter_where_a_number_should_be_is_refused():
    data = workbook(["Họ và tên", "Đơn vị", "Ngày QĐ"], ["#1\x002", "SYT", "05/02/2021"])
    assert reading(data).reason == "broken_file"


def test_garbled_letters_of_a_workbook_are_repaired_like_those_of_a_text():
    lines = (["Họ và tên", "Đơn vị", "Ngày QĐ"], ["Nguyễn Mẫu Một", "Đảng bộ Sở Tài chính", "05/02/2021"])
    garbled = [["".join(map(cp1252, text.encode())) for text in line] for line in lines]
    found = reading(workbook(*garbled))
    assert [row["unit_code"] for row in found.rows] == ["U02"]
    assert found.warnings == {"mojibake_repaired": []}


def cp1252(byte):
    """The letter that Windows shows for a byte."""
    return bytes([byte]).decode("cp1252", errors="ignore") or chr(byte)


DATES = {
    **{"05/02/2021": "2021-02", "5-3-21": "2021-03", "2021-04-01": "2021-04", "T5/2021": "2021-05", "44232": "2021-02"},
    **dict.fromkeys(["31/04/2021", "", "2021", "22/06/2021", "chưa rõ", "Tổng"]),
}
UNITS = {
    **{"SYT": "U01", "Chi bộ Sở Y tế": "U01", "so tai chinh": "U02", "Chi bộ\nSở Y tế": "U01"},
    **dict.fromkeys(["", "Sở Lạ, phòng Mẫu", "Cộng", "Chi bộ 1"]),
}
NOTES = ["", "ghi chú", 'có "ngoặc" kép', '"', "a, b; c | d\te", "hai\ndòng", "ba\r\ndòng\r\nliền", " ", "=1+1"]
TITLES = [[], [""], ["DANH SÁCH KẾT NẠP"], ["ĐẢNG BỘ MẪU", "", "ĐẢNG CỘNG SẢN"], ["Năm 2021", "", ""]]
ENTRIES = st.tuples(st.sampled_from(list(UNITS)), st.sampled_from(list(DATES)), st.sampled_from(NOTES))


def physical_lines(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n")


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    entries=st.lists(ENTRIES, min_size=1, max_size=12),
    titles=st.lists(st.sampled_from(TITLES), max_size=3),
    delimiter=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    total=st.booleans(),
)
def test_every_row_is_kept_or_listed_with_its_line(entries, titles, delimiter, end, quoting, encoding, total):
    out = io.StringIO(newline="")
    # The csv module leaves a line break bare that is not its own line end.
    quoting = csv.QUOTE_ALL if end == "\r" else quoting
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows([*titles, ["STT", "Họ và tên", "Đơn vị", "Ngày kết nạp", "Ghi chú"]])
    kept, listed = {}, set()
    for number, (unit, day, note) in enumerate(entries, start=1):
        line = physical_lines(out.getvalue()) + 1
        writer.writerow([number, f"Đảng viên Mẫu {number}", unit, day, note])
        if UNITS[unit] and DATES[day]:
            kept[line] = (UNITS[unit], DATES[day])
        else:
            listed.add(line)
    if total:
        writer.writerow(["Tổng cộng", "", "", len(entries), ""])
    found = reading(out.getvalue().encode(encoding), "admissions")
    assert {row["line"]: (row["unit_code"], f"{row['ceremony_date']:%Y-%m}") for row in found.rows} == kept
    assert {problem.line for problem in found.problems} == listed
