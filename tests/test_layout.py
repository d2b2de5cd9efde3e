"""Of a file's lines some name the columns, some are data, and titles, totals and signatures are neither."""

import pytest

from ketnap.ingest import layout as layouts
from ketnap.ingest.cells import grid_of
from ketnap.ingest.decode import Refusal
from ketnap.tables import ADMISSIONS, MONTHLY_TOTALS, OPENING_MEMBERS, UNITS

HEADER = "STT,Họ và tên,Đơn vị,Ngày kết nạp,Ghi chú"
ONE = "1,Mẫu 01,Sở A,05/02/2021,"
TWO = "2,Mẫu 02,Sở B,06/02/2021,"


def layout(lines, table):
    return layouts.layout(grid_of("\n".join(lines)), table)


def data_lines(*lines, table=ADMISSIONS):
    return [record.line for record in layout(list(lines), table).rows]


def refusal(*lines, table=ADMISSIONS):
    with pytest.raises(Refusal) as refused:
        layout(list(lines), table)
    return refused.value.reason


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_shows_the_header(delimiter):
    found = layout([line.replace(",", delimiter) for line in (HEADER, ONE)], ADMISSIONS)
    assert (found.delimiter, len(found.rows[0].cells)) == (delimiter, 5)


def test_commas_in_cells_do_not_make_a_file_of_semicolons_one_of_commas():
    lines = ["STT;Họ, chữ đệm và tên;Cơ quan, đơn vị;Ngày kết nạp", "1;Mẫu, 01;Sở A, phòng B;05/02/2021"]
    assert layout(lines, ADMISSIONS).delimiter == ";"


def test_a_sep_line_is_no_data_and_keeps_the_numbers_of_the_lines():
    assert data_lines("sep=;", HEADER.replace(",", ";"), ONE.replace(",", ";")) == [3]


def test_titles_and_blank_lines_stand_above_the_header():
    titles = ["ĐẢNG BỘ KHỐI MẪU,,ĐẢNG CỘNG SẢN VIỆT NAM,,", "", "DANH SÁCH KẾT NẠP 2021,,,,", ",,,,"]
    assert data_lines(*titles, HEADER, ONE, TWO) == [6, 7]


def test_a_title_of_two_lines_in_quotes_does_not_move_the_rows():
    assert data_lines('"ĐẢNG BỘ', 'KHỐI MẪU",,,,', HEADER, ONE, TWO) == [4, 5]


def test_a_header_of_two_rows_is_read_as_one():
    upper, lower = "TT,Họ và tên,Ngày sinh,,Đơn vị,Quyết định,,Nguồn", ",,Nam,Nữ,,Số,Ngày,"
    found = layout([upper, lower, "1,Mẫu 01,,01/01/1990,Sở A,12,05/02/2021,Công đoàn"], ADMISSIONS)
    assert [record.line for record in found.rows] == [3]
    assert found.mapping.positions == {
        **{"row_no": (0,), "full_name": (1,), "birth_date": (2, 3), "unit": (4,), "decision_no": (5,)},
        **{"decision_date": (6,), "source": (7,)},
    }


def test_colons_behind_labels_do_not_part_the_two_rows_of_a_header():
    upper, lower = "STT:,Họ và tên,Đơn vị:,Quyết định kết nạp,,Ghi chú:", ",,,Số,Ngày,"
    found = layout([upper, lower, "1,Mẫu 01,Sở A,12,05/02/2021,"], ADMISSIONS)
    assert [record.line for record in found.rows] == [3]
    assert found.mapping.positions["decision_date"] == (4,)


@pytest.mark.parametrize("title", ["Đơn vị:,Đảng bộ Mẫu,,,", ",Đơn vị:,,Đảng bộ Mẫu,", "Đơn vị:,Chi bộ A,Kỳ:,2021,"])
def test_a_line_of_a_form_above_a_header_is_no_part_of_it(title):
    found = layout([title, HEADER, ONE], ADMISSIONS)
    assert (found.header, found.mapping.positions["unit"]) == (tuple(HEADER.split(",")), (2,))


def test_a_groups_heading_above_a_repeated_header_is_no_part_of_it():
    header = "STT,Họ và tên,Ngày kết nạp"
    found = layout(
        [header, "I,Chi bộ A,", "1,Mẫu 01,05/02/2021", "II,Chi bộ B,", header, "2,Mẫu 02,06/02/2021"], ADMISSIONS
    )
    assert (found.header, found.groups) == (tuple(header.split(",")), {3: "Chi bộ A", 6: "Chi bộ B"})


@pytest.mark.parametrize("numbers", ["1,2,3,4,5", "(1),(2),(3),(4),(5)"])
def test_a_row_that_numbers_the_columns_is_no_data(numbers):
    assert data_lines(HEADER, numbers, ONE) == [3]


def test_a_row_of_small_numbers_that_do_not_follow_each_other_is_data():
    assert data_lines("STT,Tháng,Số kết nạp,Năm", "1,2,5,", table=MONTHLY_TOTALS) == [2]


@pytest.mark.parametrize(
    "line",
    [
        *("Cộng,,,,", ",Tổng cộng,,,", "Tổng số,,,2,", "TỔNG CỘNG:,,,2 ,", ",Tong cong: 22 dong chi,,,"),
        *("Total,,,2,", ",,,,", "-,-,-,-,-", "", "I,Khối Mẫu,,,", "II,Đảng bộ B,,,", "Đảng bộ Sở A,,,,"),
    ],
)
def test_totals_blank_rows_and_headings_between_the_rows_are_no_data(line):
    assert data_lines(HEADER, ONE, line, TWO) == [2, 4]


@pytest.mark.parametrize(
    "line",
    [
        "2,Tống Toàn Thắng,Sở A,,",  # a surname that folds to the word for a sum
        ",Công,Sở A,,",  # a given name that does
        "Tổng hợp,Mẫu,Sở A,,",
        ",Mẫu 02,Tổng hợp,,",
        "2,Mẫu 02,,,",
        "2,,,,",
        "2,Mẫu 02,Công đoàn Mẫu,,",
    ],
)
def test_a_row_that_lacks_its_date_is_still_data(line):
    assert data_lines(HEADER, ONE, line) == [2, 3]


def test_signature_and_footnotes_end_the_data():
    signature = [
        *("Ghi chú: mẫu tự lập,,,,", ',,,"Hà Nội, ngày 21 tháng 6 năm 2021",', "NGƯỜI LẬP BIỂU,,,T/M BAN THƯỜNG VỤ,"),
        *("(Ký tên),,,BÍ THƯ,", "Mẫu A,,,Mẫu B,"),
    ]
    assert data_lines(HEADER, ONE, *signature) == [2]


def test_who_gets_a_copy_is_of_the_signature():
    end = ["", ",,,Mẫu Thử,", '"- Lưu VP, BTC.",,,,', ",(Đã ký),,,"]
    assert data_lines(HEADER, ONE, *end) == [2]
    assert data_lines(
        "Tên đơn vị,Mã đơn vị", "Chi bộ A,D01", "PHÓ BÍ THƯ", "- Như trên;", "- Lưu VP, BTC.", table=UNITS
    ) == [2]
    assert data_lines(HEADER, ONE, "2,Lưu Văn Mẫu,Sở B,,", "Nơi nhận:,,,,") == [2, 3]


def test_a_row_below_a_footnote_is_data_if_more_data_follow():
    assert data_lines(HEADER, ONE, "Ghi chú: mẫu,,,,", "2,Mẫu 02,,,", "3,Mẫu 03,Sở A,07/02/2021,") == [2, 4, 5]


def test_a_date_in_words_is_no_signature():
    lines = ["Họ và tên,Đơn vị,Ngày kết nạp", "Mẫu 01,Sở A,ngày 05 tháng 02 năm 2021"]
    assert data_lines(*lines, "Mẫu 02,,ngày 06 tháng 02 năm 2021", "Mẫu 03,Sở A,") == [2, 3, 4]


def test_a_heading_carries_its_unit_to_the_rows_below_it():
    lines = [HEADER, "Đảng bộ Sở A,,,,", "1,Mẫu 01,,05/02/2021,", "II,Chi bộ Sở B,,,", "2,Mẫu 02,,06/02/2021,"]
    assert layout(lines, ADMISSIONS).groups == {3: "Đảng bộ Sở A", 5: "Chi bộ Sở B"}


def test_a_line_that_may_be_another_heading_ends_the_group():
    lines = [HEADER, "Đảng bộ Sở A,,,,", "1,Mẫu 01,,05/02/2021,", "Sở B,,,,", "2,Mẫu 02,,06/02/2021,"]
    found = layout(lines, ADMISSIONS)
    assert (found.groups, [record.line for record in found.rows]) == ({3: "Đảng bộ Sở A"}, [3, 4, 5])


def test_a_last_heading_without_rows_is_shown_as_data_that_lack_the_rest():
    assert data_lines(HEADER, ONE, "Chi bộ Sở") == [2, 3]


def test_a_row_quoted_as_a_whole_is_no_heading():
    assert data_lines("Đơn vị,Họ và tên,Ngày kết nạp", "Sở A,M,05/02/2021", '"Chi bộ B,M,06/02/2021"') == [2, 3]


def test_a_units_name_alone_is_data_in_the_register_of_units():
    lines = ["Mã đơn vị,Tên đơn vị,Tên gọi khác", ",Chi bộ A,", "B,Chi bộ B,", "C,Sở C,"]
    assert data_lines(*lines, table=UNITS) == [2, 3, 4]


def test_a_unit_without_year_and_members_is_data_that_lack_them():
    header = "Đơn vị,Năm,Tổng số đảng viên"
    assert data_lines(header, "Chi bộ A,,", "Chi bộ B,2021,9", table=OPENING_MEMBERS) == [2, 3]
    assert data_lines(header, "Chi bộ A,,", ",2020,8", ",2021,9", table=OPENING_MEMBERS) == [3, 4]


def test_a_header_repeated_on_the_next_page_is_no_data():
    assert data_lines(HEADER, ONE, HEADER, TWO) == [2, 4]


def test_the_first_of_two_headers_counts_even_if_the_second_says_more():
    assert data_lines(HEADER, ONE, TWO, HEADER + ",Nguồn", TWO + ",Công đoàn")[:2] == [2, 3]


def test_rows_sorted_above_their_header_are_data():
    assert data_lines(ONE, HEADER, TWO) == [1, 3]
    assert data_lines(ONE.replace("05/02/2021", "Ngày 5 tháng 2 năm 2021"), HEADER, TWO) == [1, 3]
    assert data_lines("1,Mẫu 01,Sở A,-,nữ", HEADER, TWO) == [1, 3]


def test_a_line_of_a_form_above_the_header_is_no_data():
    assert data_lines("Đơn vị,Đảng bộ Mẫu,Năm,2021,", "Họ và tên,Nguồn,Đơn vị,Ngày kết nạp", "A,,Sở A,05/02/2021") == [
        3
    ]


def test_a_letter_beside_a_unit_is_a_heading_and_no_second_table():
    header = "STT,Đơn vị,Tháng/Năm,Số kết nạp"
    found = layout([header, "A,Chi bộ A,,", "1,,12/2020,4", "B,Chi bộ B,,", "2,,,1"], MONTHLY_TOTALS)
    assert ([record.line for record in found.rows], found.second_table) == ([3, 5], None)


def test_the_rows_of_a_poorer_table_below_are_not_those_of_an_empty_one():
    summary = ["", "II. TỔNG HỢP,,", "STT,Đơn vị,Số lượng", "1,Chi bộ Sở A,5"]
    assert refusal("STT,Mã đơn vị,Tên đơn vị,Tên gọi khác", *summary, table=UNITS) == "no_rows"


def test_a_header_repeated_above_the_one_that_is_read_is_no_data():
    upper, lower = "STT,Họ và tên,Kết nạp Đảng,,Ghi chú", ",,Đơn vị,Ngày QĐ,"
    assert data_lines(ONE, upper, lower, upper, lower, TWO) == [1, 6]


def test_units_above_the_header_of_a_narrower_table_are_not_passed_over():
    units, summary = ["Chi bộ cơ sở,D01,Chi bộ Sở A,SA"], ["STT,Đơn vị,Số lượng", "1,Chi bộ Sở A,5"]
    assert refusal(*units, *summary, table=UNITS) == "no_header"


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["Thưa đồng chí,", "xin gửi danh sách.", "Trân trọng"], "no_header"),
        ([ONE, TWO], "no_header"),
        ([",,,", ";;;"], "no_header"),
        ([HEADER], "no_rows"),
        ([HEADER, ",,,,", "Tổng cộng,,,0,"], "no_rows"),
        (["Họ và tên,Đơn vị,Ngày sinh", "Mẫu 01,Sở A,01/01/1990"], "no_date_column"),
        (["Họ và tên,Ngày kết nạp", "Mẫu 01,05/02/2021"], "missing_columns"),
        (["Đơn vị,Ngày kết nạp,Ngày kết nạp", "Sở A,05/02/2021,"], "ambiguous_columns"),
        (["Đơn vị,Tháng,Số kết nạp", "Sở A,02/2021,3"], "wrong_table"),
        (["Đơn vị,Ngày kết nạp,Số lượng", "Sở A,05/02/2021,3"], "wrong_table"),
        (["x," * 201 + "x"], "too_many_columns"),
    ],
)
def test_a_file_without_what_a_roster_needs_is_refused(lines, reason):
    assert refusal(*lines) == reason


def test_missing_columns_are_named():
    with pytest.raises(Refusal) as refused:
        layout(["Họ và tên,Ngày kết nạp", "Mẫu 01,05/02/2021"], ADMISSIONS)
    assert refused.value.fields == {"columns": "Đơn vị"}


def test_without_a_table_chosen_one_that_fits_none_is_refused():
    assert refusal("Họ và tên,Ngày sinh", "Mẫu 01,01/01/1990", table=None) == "wrong_table"


def test_a_table_is_recognised_below_titles_and_under_two_header_rows():
    lines = ["BIỂU 1,,", "Đơn vị,Năm,Đảng viên", ",,Tổng số ĐV", "Sở A,2021,120"]
    assert layout(lines, None).mapping.table is OPENING_MEMBERS


@pytest.mark.parametrize(
    "row",
    [
        "2,*Bình Mẫu,Chi bộ Hai,,",
        "2,(2) Bình Mẫu,Chi bộ Hai,,",
        "2,Bì Thu Mẫu,Chi bộ Hai,,",
        ",Bình Mẫu,Chi bộ Hai,QĐ ngày 05 tháng 03 năm 2021,",
        "2,*Bình Mẫu,,,",
    ],
)
def test_a_last_record_that_begins_like_a_footer_is_data(row):
    assert data_lines(HEADER, ONE, row) == [2, 3]


@pytest.mark.parametrize("row", [",Người lập biểu,Thủ trưởng đơn vị,,", ",(*) Người dân tộc,,,"])
def test_a_signature_or_footnote_under_the_names_is_none(row):
    assert data_lines(HEADER, ONE, row) == [2]


def test_two_records_without_dates_are_no_second_table():
    rows = (",Bình Mẫu,Chi bộ Một,,", ",Chi Mẫu,Chi bộ Hai,,", TWO)
    assert data_lines(HEADER, ONE, *rows) == [2, 3, 4, 5]


def test_a_name_or_code_like_the_word_for_a_sum_is_no_total():
    assert data_lines("Họ và tên đệm,Tên,Đơn vị,Ngày QĐ", "Trần Văn,Cộng,Chi bộ Hai,", "Lê,An,Sở A,05/02/2021") == [
        2,
        3,
    ]
    assert data_lines("Mã,Tên đơn vị", "CONG,Chi bộ Công an", "NV,Chi bộ Nội vụ", table=UNITS) == [2, 3]


def test_numbers_in_circles_are_texts():
    assert data_lines(HEADER, "①,Mẫu 01,Sở A,05/02/2021,", "²,Mẫu 02,Sở B,06/02/2021,") == [2, 3]


def test_units_may_be_named_in_headings_alone():
    header = "TT,Họ và tên,Ngày sinh,Ngày QĐ"
    one, two = "1,Mẫu 01,1990,05/02/2021", "2,Mẫu 02,1991,06/02/2021"
    found = layout([header, "I. Đảng bộ Sở A,,,", one, "II,Chi bộ Sở B,,", two, two], ADMISSIONS)
    assert [record.line for record in found.rows] == [3, 5, 6]
    assert found.groups == {3: "Đảng bộ Sở A", 5: "Chi bộ Sở B", 6: "Chi bộ Sở B"}
    assert refusal(header, one, two) == "missing_columns"
