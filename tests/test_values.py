"""One cell's text becomes one value, or the reason why it has none."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketnap.ingest import texts, values
from ketnap.ingest.values import Day, Fault
from ketnap.tables import TARGETS, UNITS

AS_OF = date(2021, 6, 21)
FIFTH = Day(date(2021, 2, 5), "day")
FEBRUARY = Day(date(2021, 2, 1), "month")
BAD = Fault("bad_date")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("05/02/2021", FIFTH),
        ("5/2/2021", FIFTH),
        ("5/2/21", FIFTH),
        ("05-02-2021", FIFTH),
        ("05.02.2021", FIFTH),
        ("05.02.2021.", FIFTH),
        ("05 02 2021", FIFTH),
        ("05 / 02 / 2021", FIFTH),
        ("2021-02-05", FIFTH),
        ("2021/02/05", FIFTH),
        ("2021-02-05T00:00:00", FIFTH),
        ("2021-02-05 07:30", FIFTH),
        ("05/02/2021 00:00:00", FIFTH),
        ("5/2/2021 12:00 AM", FIFTH),
        ("ngày 05 tháng 02 năm 2021", FIFTH),
        ("Ngày 5 tháng 2 năm 2021", FIFTH),
        ("ngay 05 thang 02 nam 2021", FIFTH),
        ("05-Feb-2021", FIFTH),
        ("5 Feb 21", FIFTH),
        ("44232", FIFTH),  # 5/2/2021 in every spreadsheet
        ("44232.5", FIFTH),
        ("02/05/2021", Day(date(2021, 5, 2), "day")),  # day first
        ("29/02/2020", Day(date(2020, 2, 29), "day")),
        ("1/1/75", Day(date(1975, 1, 1), "day")),  # 2075 lies after as_of
        ("1/1/21", Day(date(2021, 1, 1), "day")),
        ("1/1/22", Day(date(1922, 1, 1), "day")),
    ],
)
def test_a_day_in_every_way_of_writing(text, expected):
    assert values.day_or_month(text, AS_OF) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("02/2021", "2/2021", "02-2021", "02.2021", "T2/2021", "T02.2021", "t2-2021", "Tháng 2/2021"),
        *("tháng 02 năm 2021", "Tháng 2 năm 2021", "thang 2 2021", "2021-02", "2021/2", "2021.02"),
    ],
)
def test_a_month_alone_stays_a_month(text):
    assert values.day_or_month(text, AS_OF) == FEBRUARY
    assert FEBRUARY.month == "2021-02"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31/04/2021", "bad_date"),
        ("29/02/2021", "bad_date"),
        ("00/02/2021", "bad_date"),
        ("05/13/2021", "bad_date"),  # a lone month/day is no proof
        ("2021-13-05", "bad_date"),
        ("05/02-2021", "bad_date"),
        ("05/02/021", "bad_date"),
        ("05/02", "bad_date"),
        ("13/2021", "bad_date"),
        ("12/0000", "bad_date"),
        ("0000-12", "bad_date"),
        ("2021.1", "bad_date"),  # a spreadsheet makes it of 2021.10 too
        ("2021,1", "bad_date"),
        ("T0/2021", "bad_date"),
        ("05/02/2021 và 19/05/2021", "bad_date"),
        ("chưa rõ", "bad_date"),
        ("5", "bad_date"),
        ("2021", "date_no_month"),
        ("năm 2021", "date_no_month"),
        ("Quý I/2021", "date_no_month"),
        ("quý 2 năm 2021", "date_no_month"),
        ("Q3/2021", "date_no_month"),
        ("#REF!", "formula_error"),
        ("#N/A", "formula_error"),
        ("########", "formula_error"),
    ],
)
def test_what_is_no_date_says_why(text, reason):
    assert values.day_or_month(text, AS_OF) == Fault(reason)


@pytest.mark.parametrize("text", ["", "-", "—", "...", "/"])
def test_a_blank_date_is_none(text):
    assert values.day_or_month(text, AS_OF) is None


@pytest.mark.parametrize(
    ("text", "since_1899"),
    [
        ("42770", "44232"),
        ("42770.25", "44232.25"),
        ("42770,5", "44232,5"),
        ("4277²", "4277²"),
        ("5/2/2021", "5/2/2021"),
    ],
)
def test_days_since_1904_are_told_as_days_since_1899(text, since_1899):
    assert values.from_1904(text) == since_1899


def test_month_first_is_read_only_where_the_column_proved_it():
    assert values.day_or_month("02/05/2021", AS_OF, month_first=True) == FIFTH
    assert values.day_or_month("2021-02-05", AS_OF, month_first=True) == FIFTH


@pytest.mark.parametrize(
    ("texts", "proved"),
    [
        (["02/13/2021", "02/14/2021", "02/15/2021", "03/04/2021"], True),
        (["2/13/21", "2/14/21 00:00", "2/15/21"], True),
        (["02/13/2021", "02/14/2021", "03/04/2021"], False),
        (["02/13/2021", "02/14/2021", "02/15/2021", "16/02/2021"], False),
        (["2021-02-13", "2021-02-14", "2021-02-15"], False),
        ([], False),
    ],
)
def test_three_impossible_days_and_no_impossible_month_prove_month_first(texts, proved):
    assert values.column_is_month_first(texts) is proved


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (Day(date(2021, 6, 21), "day"), None),
        (Day(date(2021, 6, 22), "day"), Fault("future_date")),
        (Day(date(2021, 6, 1), "month"), None),
        (Day(date(2021, 7, 1), "month"), Fault("future_date")),
        (Day(date(1930, 2, 3), "day"), None),
        (Day(date(1930, 2, 2), "day"), Fault("before_1930")),
        (Day(date(1930, 2, 1), "month"), None),
        (Day(date(1930, 1, 1), "month"), Fault("before_1930")),
    ],
)
def test_the_party_was_founded_on_3_2_1930_and_nothing_counts_from_the_future(day, expected):
    assert values.outside_range(day, AS_OF) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4", 4),
        ("0", 0),
        ("03", 3),
        ("4 đ/c", 4),
        ("4đ/c", 4),
        ("12 đồng chí", 12),
        ("7 người", 7),
        ("5.0", 5),
        ("5,00", 5),
        ("1.234", 1234),
        ("1,234", 1234),
        ("1 234", 1234),
        ("1.234.567", 1_234_567),
        ("", None),
        ("-", None),
        ("-3", Fault("negative_count")),
        ("2,5", Fault("bad_count")),
        ("2.5", Fault("bad_count")),
        ("12.34", Fault("bad_count")),
        ("abc", Fault("bad_count")),
        ("3+4", Fault("bad_count")),
        ("0.125", Fault("bad_count")),  # no thousands begin with 0
        ("0,333", Fault("bad_count")),
        ("0.000", 0),
        ("2.1250", Fault("bad_count")),
        ("=3", Fault("bad_count")),
        ("#DIV/0!", Fault("formula_error")),
    ],
)
def test_a_number_of_people_is_whole(text, expected):
    assert values.count(text) == expected


def test_a_number_below_the_least_is_bad():
    assert values.count("0", least=1) == Fault("bad_count")
    assert values.count("1", least=1) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", Decimal(3)),
        ("36,3 %", Decimal("36.3")),
        ("36.3%", Decimal("36.3")),
        ("03%", Decimal(3)),
        ("từ 03% trở lên", Decimal(3)),
        ("3% trở lên", Decimal(3)),
        ("", None),
        ("-3", Fault("bad_count")),
        ("3-4%", Fault("bad_count")),
        ("ba", Fault("bad_count")),
    ],
)
def test_a_rate_has_a_decimal_comma_or_point(text, expected):
    assert values.decimal(text) == values.amount(text, "rate") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("150", Decimal(150)),
        ("2.000", Decimal(2000)),  # as a decimal it would be 2
        ("từ 150 trở lên", Decimal(150)),
        ("150 đảng viên", Decimal(150)),
        ("2,5", Fault("bad_count")),
        ("", None),
    ],
)
def test_a_target_in_people_divides_thousands_by_a_point(text, expected):
    assert values.amount(text, "count") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021", 2021),
        ("năm 2021", 2021),
        ("Đầu năm 2021", 2021),
        ("1/1/2021", 2021),
        ("31/12/2020", 2021),
        ("", None),
        ("30/6/2021", BAD),
        ("21", BAD),
        ("1845", BAD),
        ("2021-2025", BAD),
    ],
)
def test_a_year_is_four_digits_or_its_first_day(text, expected):
    assert values.year(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("5", 5), ("05", 5), ("T5", 5), ("Tháng 12", 12), ("", None), ("0", BAD), ("13", BAD), ("6 tháng đầu năm", BAD)],
)
def test_a_month_number(text, expected):
    assert values.month_number(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-2025", (2021, 2025)),
        ("giai đoạn 2021 – 2025", (2021, 2025)),
        ("Nhiệm kỳ 2020-2025", (2020, 2025)),
        ("", None),
        ("2025-2021", BAD),
        ("2021", BAD),
        ("1921-2021", BAD),
    ],
)
def test_a_term_has_two_years(text, expected):
    assert values.term(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đoàn TN", ("youth_union", None)),
        ("Đoàn Thanh niên", ("youth_union", None)),
        ("ĐTN", ("youth_union", None)),
        ("Đoàn TNCS Hồ Chí Minh", ("youth_union", None)),
        ("DOAN THANH NIEN", ("youth_union", None)),
        ("Chi đoàn Sở Mẫu", ("youth_union", None)),
        ("Đoàn viên", ("youth_union", None)),
        ("Công đoàn", ("trade_union", None)),
        ("Công đoàn viên chức", ("trade_union", None)),
        ("Công đoàn cơ sở", ("trade_union", None)),
        ("Đoàn viên công đoàn", ("trade_union", None)),
        ("Đoàn viên CĐ", ("trade_union", None)),
        ("CĐ", ("trade_union", None)),
        ("LĐLĐ tỉnh", ("trade_union", None)),
        ("Hai đảng viên", ("two_members", None)),
        ("02 đảng viên chính thức", ("two_members", None)),
        ("Khác", ("other", None)),
        ("Hội Mẫu", ("other", "unknown_source")),
        ("Đoàn trường CĐ Mẫu", ("other", "unknown_source")),
        ("", ("unknown", None)),
        ("-", ("unknown", None)),
        ("Không rõ", ("unknown", None)),
        ("Đoàn TN và Công đoàn", ("unknown", "ambiguous_source")),
        ("Công đoàn, Đoàn Thanh niên", ("unknown", "ambiguous_source")),
        ("ĐTN, CĐ", ("unknown", "ambiguous_source")),
        ("ĐTN/CĐ", ("unknown", "ambiguous_source")),
    ],
)
def test_a_source_is_one_organization_and_two_are_none(text, expected):
    assert values.source(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tỷ lệ (%)", "rate"),
        ("ti le", "rate"),
        ("%", "rate"),
        ("Số người", "count"),
        ("", None),
        ("?", Fault("unknown_word")),
        ("khoảng", Fault("unknown_word")),
    ],
)
def test_a_word_of_an_enumeration_becomes_its_code(text, expected):
    assert values.choice(text, TARGETS.column("kind")) == expected


def test_the_types_of_units_are_words_of_the_register():
    assert values.choice("Đảng bộ cơ sở", UNITS.column("unit_type")) == "dang_bo_co_so"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ('="05/02/2021"', "05/02/2021"),
        ("'05/02/2021", "05/02/2021"),
        ("  Chi \u00a0 bộ\tMẫu ", "Chi bộ Mẫu"),
        ("Chi\u200b bộ\ufeff Mẫu", "Chi bộ Mẫu"),
        ("Chi bo\u0323\u0302", "Chi bộ"),
        ("=1+1", "=1+1"),
        ("@x", "@x"),
    ],
)
def test_a_cell_loses_guards_and_invisible_letters_and_nothing_else(raw, text):
    assert texts.cell_text(raw) == text


@pytest.mark.parametrize(
    ("text", "key"),
    [("Đảng bộ Sở GD&ĐT", "dang bo so gd va dt"), ("SỞ  Y-TẾ", "so y te"), ("Ủy/Uỷ", "uy uy"), ("…", "")],
)
def test_the_folded_key_has_small_ascii_letters_and_single_spaces(text, key):
    assert texts.folded(text) == key


@given(st.text())
def test_texts_fold_alike_however_their_marks_are_written(text):
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert texts.folded(composed) == texts.folded(apart) == texts.folded(texts.folded(text))


def test_the_accented_key_knows_both_places_of_a_tone():
    assert texts.accented_key("Uỷ ban, Hoà Bình") == texts.accented_key("Ủy ban Hòa Bình") == "ủy ban hòa bình"
    assert texts.accented_key("Đông Sơn") != texts.accented_key("Đồng Sơn")


@pytest.mark.parametrize(("text", "again"), [("Kết nạp lại", True), ("(kết nạp lại lần 2)", True), ("Kết nạp", False)])
def test_a_note_may_say_readmission(text, again):
    assert values.is_readmission(text) is again


@pytest.mark.parametrize(("text", "so"), [("Hủy QĐ", True), ("Huỷ bỏ quyết định", True), ("QĐ số 5", False)])
def test_a_note_may_say_annulled(text, so):
    assert values.is_annulled(text) is so


@pytest.mark.parametrize(
    ("text", "so"),
    [
        *[(said, True) for said in ("Xóa tên", "Đã xoá tên ĐVDB", "XÓA TÊN đảng viên dự bị (5/2021)")],
        *[(said, False) for said in ("", "Chuyển đi", "không xóa tên", "chưa xóa tên", "đề nghị xóa tên")],
    ],
)
def test_a_note_may_say_struck_off(text, so):
    assert values.is_struck_off(text) is so


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Quý I/2021", date(2021, 3, 1)),
        ("Q3/2021", date(2021, 9, 1)),
        ("quý 2 năm 2021", date(2021, 6, 1)),
        ("quý IV - 2020", date(2020, 12, 1)),
    ],
)
def test_a_quarter_counts_in_its_last_month(text, first):
    assert values.quarter(text) == Day(first, "quarter")


@pytest.mark.parametrize("text", ["Quý V/2021", "Quý I", "Quý 5/2021", "II/2021", "quý 1/0000", "05/2021", ""])
def test_what_is_no_quarter(text):
    assert values.quarter(text) is None


@pytest.mark.parametrize(
    ("as_of", "fault"), [(date(2021, 3, 31), Fault("future_date")), (date(2021, 4, 1), None), (date(2021, 6, 1), None)]
)
def test_a_quarter_may_count_once_it_has_begun(as_of, fault):
    assert values.outside_range(Day(date(2021, 6, 1), "quarter"), as_of) == fault
