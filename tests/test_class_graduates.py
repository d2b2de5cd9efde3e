"""Lists of classes: who or how many finished, kept without names, and what became of them month by month."""

from datetime import date

import pandas as pd
import pytest

from ketnap import batch
from ketnap.ingest.match import Hasher, Register, Unit
from ketnap.ingest.read import Reading, Refused, read
from ketnap.store import Upload
from tests.rows import ROSTER, TODAY, UNITS, keep, total

REGISTER = Register([Unit("A", "Đảng bộ Sở A"), Unit("B", "Chi bộ Sở B")])
AS_OF = date(2021, 6, 21)
PEOPLE = "Họ và tên,Ngày sinh,Đơn vị cử đi học,Lớp,Loại lớp,Ngày bế giảng,Xếp loại\n"
NUMBERS = "Lớp,Loại lớp,Ngày bế giảng,Đơn vị,Nguồn,Số hoàn thành,Số được kết nạp\n"
AN = "Quần chúng An,01/02/1995,Sở A,NT01/2020,Đối tượng kết nạp Đảng,26/06/2020,Khá\n"
BINH = "Quần chúng Bình,03/04/1996,Sở B,NT01/2020,Đối tượng kết nạp Đảng,26/06/2020,Giỏi\n"
JUNE = date(2020, 6, 26)


def reading(text: str, table: str | None = None) -> Reading:
    found = read(text.encode(), table, REGISTER, AS_OF, Hasher(b"key"))
    assert isinstance(found, Reading), found
    return found


def problems(found: Reading) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.column, problem.reason) for problem in found.problems]


def outcomes(store, as_of: date = date(2021, 12, 31), basis: str = "decision") -> list[tuple]:
    """Class, its last day, graduates, month (None where nobody was admitted), admitted."""
    found = store.query("class_outcomes", as_of=as_of, basis=basis)
    return [
        (code, ended.date(), graduates, None if pd.isna(month) else month.date(), admitted)
        for code, ended, graduates, month, admitted in found.itertuples(index=False)
    ]


def admitted(name: str, born: str, day: str, code: str = "", held: str = "", note: str = "") -> str:
    """A row of a roster."""
    return f"{code},{name},{born},Sở A,{day},{held},,{note}\n"


# --- reading


def test_a_person_keeps_class_unit_and_result_but_no_name():
    found = reading(PEOPLE + AN)
    assert (found.table, found.problems, found.warnings, found.unused) == ("class_graduates", [], {}, ())
    (kept,) = found.rows
    assert {name: value for name, value in kept.items() if not name.endswith("_hash")} == {
        **{"line": 2, "sheet": "", "unit_code": "A", "class_code": "NT01/2020", "class_place": "nt01/2020"},
        **{"class_name": None, "class_kind": "awareness", "end_date": JUNE, "certificate_date": None},
        **{"is_person": True, "source": "unknown", "result": "passed", "graduates": 1, "admitted": None},
    }
    assert not any("An" in str(value) or "1995" in str(value) for value in kept.values())


def test_a_list_with_titles_split_names_and_a_class_that_ran_over_days():
    found = reading(
        """ĐẢNG ỦY KHỐI MẪU,,,,,,,,
"DANH SÁCH HỌC VIÊN HOÀN THÀNH LỚP BỒI DƯỠNG NHẬN THỨC VỀ ĐẢNG",,,,,,,,
STT,HỌ VÀ ĐỆM,TÊN,NĂM SINH,ĐƠN VỊ CỬ ĐI HỌC (chi/đảng bộ),LỚP,THỜI GIAN HỌC,XẾP LOẠI,ĐÃ KẾT NẠP
1,Quần chúng,An,1995,Sở A,Khóa I,26-29/4/2021,Giỏi,x
2,Quần chúng,Bình,1996,Sở B,Khóa I,từ 26/4 đến 29/4/2021,Trung bình,
3,Quần chúng,Chi,1997,Sở B,Khóa I,29/4/2021,Không đạt,chưa
Danh sách có 3 học viên,,,,,,,,
"""
    )
    assert (found.table, found.problems) == ("class_graduates", [])
    kept = [(r["class_kind"], r["end_date"], r["result"], r["graduates"], r["admitted"]) for r in found.rows]
    assert kept == [
        ("awareness", date(2021, 4, 29), "passed", 1, 1),
        ("awareness", date(2021, 4, 29), "passed", 1, None),
        ("awareness", date(2021, 4, 29), "failed", 0, 0),
    ]


@pytest.mark.parametrize(
    ("word", "result", "graduates"),
    [
        *(("Giỏi", "passed", 1), ("Khá", "passed", 1), ("TRUNG BÌNH", "passed", 1), ("Đạt", "passed", 1)),
        *(("", None, 1), ("Không đạt", "failed", 0), ("Vắng", "failed", 0)),
    ],
)
def test_who_failed_or_was_absent_is_kept_but_no_graduate(word, result, graduates):
    (kept,) = reading(PEOPLE + AN.replace("Khá", word)).rows
    assert (kept["result"], kept["graduates"]) == (result, graduates)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Đối tượng kết nạp Đảng", "awareness"),
        ("Bồi dưỡng nhận thức về Đảng", "awareness"),
        ("Cảm tình Đảng", "awareness"),
        ("Đảng viên mới", "new_member"),
        ("Lý luận chính trị cho đảng viên mới", "new_member"),
    ],
)
def test_the_kind_of_a_class_is_said_by_its_cell_its_name_or_the_title(said, kind):
    by_cell = reading(PEOPLE + AN.replace("Đối tượng kết nạp Đảng", said))
    by_name = reading(
        PEOPLE.replace("Loại lớp", "Tên lớp") + AN.replace("Đối tượng kết nạp Đảng", f"Lớp {said} khóa 1")
    )
    bare = "".join(",".join(line.split(",")[:4] + line.split(",")[5:]) for line in (PEOPLE, AN))
    by_title = reading(f"DANH SÁCH LỚP {said.upper()} NĂM 2020,,,,,\n{bare}")
    assert [found.rows[0]["class_kind"] for found in (by_cell, by_name, by_title)] == [kind] * 3


@pytest.mark.parametrize("title", ["", "LỚP ĐỐI TƯỢNG ĐẢNG VÀ ĐẢNG VIÊN MỚI,,,,\n"])
def test_a_list_that_does_not_say_its_kind_of_class_is_asked_for_it(title):
    text = title + "Họ và tên,Đơn vị cử đi học,Lớp,Ngày bế giảng,Xếp loại\nQuần chúng An,Sở A,Lớp 1,26/06/2020,Khá\n"
    found = read(text.encode(), None, REGISTER, AS_OF, Hasher(b"key"))
    assert isinstance(found, Refused)
    assert (found.reason, found.fields) == ("missing_columns", {"columns": "Loại lớp"})


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("26/06/2020", "", ("end_date", "missing_date")),
        ("26/06/2020", "2020", ("end_date", "date_no_month")),
        ("26/06/2020", "22/06/2021", ("end_date", "future_date")),
        ("NT01/2020", "", ("class_code", "missing_value")),
        ("Sở A", "Sở Lạ", ("unit", "unknown_unit")),
        ("Khá", "8.5", ("result", "unknown_word")),
        ("Đối tượng kết nạp Đảng", "Quản lý nhà nước", ("class_kind", "unknown_word")),
        ("Đối tượng kết nạp Đảng", "", ("class_kind", "missing_value")),
    ],
)
def test_what_cannot_be_read_for_certain_is_listed(old, new, fault):
    found = reading(PEOPLE + AN.replace(old, new) + BINH)
    assert (problems(found), len(found.rows)) == ([(2, *fault)], 1)


def test_numbers_without_people_are_kept_by_unit_and_source():
    found = reading(
        NUMBERS
        + "NT1,Cảm tình Đảng,26/6/2020,Sở A,Đoàn TN,07,2\nNT1,Cảm tình Đảng,6/2020,Sở B,,5,\n"
        + "NT1,Cảm tình Đảng,26/6/2020,Sở B,Công đoàn,,1\nNT1,Cảm tình Đảng,26/6/2020,Sở A,Đoàn TN,7,2\n"
    )
    assert problems(found) == [(4, "graduates", "missing_count"), (5, "", "duplicate")]
    kept = [(r["unit_code"], r["source"], r["end_date"], r["graduates"], r["admitted"]) for r in found.rows]
    assert kept == [("A", "youth_union", JUNE, 7, 2), ("B", None, date(2020, 6, 30), 5, None)]


def test_a_person_twice_in_a_class_is_a_double_and_in_two_classes_none():
    later = AN.replace("NT01/2020", "NT02/2020").replace("26/06/2020", "30/10/2020")
    found = reading(PEOPLE + AN + AN.upper() + AN.replace("Sở A", "Sở B") + later)
    assert problems(found) == [(3, "", "duplicate"), (4, "", "conflict_duplicate")]
    assert [row["class_code"] for row in found.rows] == ["NT01/2020", "NT02/2020"]


def test_namesakes_that_nothing_tells_apart_are_all_kept_and_named():
    found = reading(PEOPLE + AN.replace("01/02/1995", "") * 2)
    assert (len(found.rows), found.problems, found.warnings) == (2, [], {"possible_duplicate": [2, 3]})


@pytest.mark.parametrize(
    "header",
    [
        "Họ và tên,Ngày sinh,Đơn vị,Lớp,Ngày cấp GCN,Số QĐ,Ngày kết nạp",
        "Họ và tên,Ngày sinh,Đơn vị,Lớp,Ngày cấp GCN,Xếp loại,Ngày kết nạp",
        "Họ và tên,Ngày sinh,Đơn vị,Tên lớp,Ngày bế giảng,Ngày cấp GCN,Ngày vào Đảng",
    ],
)
def test_a_roster_of_admissions_stays_one_whatever_it_says_of_classes(header):
    row = "Quần chúng An,01/02/1995,Sở A,Cảm tình Đảng khóa 1,26/06/2020,26/06/2020,05/03/2021\n"
    found = reading(f"{header}\n{row}")
    assert (found.table, found.problems, len(found.rows)) == ("admissions", [], 1)


# --- keeping


def test_a_second_import_of_the_same_list_changes_nothing(store):
    text = PEOPLE + AN + BINH
    numbers = NUMBERS + "NT1,Cảm tình Đảng,26/6/2020,Sở A,,7,\nNT1,Cảm tình Đảng,26/6/2020,Sở A,Đoàn TN,3,\n"
    keep(store, UNITS, text, numbers)
    once = outcomes(store)
    keep(store, text, numbers)
    assert outcomes(store) == once == [("NT01/2020", JUNE, 2, None, 0), ("NT1", JUNE, 7, None, 0)]
    compared = store.query("imports").head(2)[["rows_new", "rows_same", "rows_changed"]].values.tolist()
    assert compared == [[0, 2, 0], [0, 2, 0]]


def test_a_corrected_copy_replaces_a_row_until_it_is_undone(store):
    keep(store, UNITS, PEOPLE + AN + BINH)
    keep(store, PEOPLE + AN.replace("Khá", "Vắng").replace("Sở A", "Sở B"))
    assert outcomes(store) == [("NT01/2020", JUNE, 1, None, 0)]
    store.undo(3, "test")
    assert outcomes(store) == [("NT01/2020", JUNE, 2, None, 0)]
    store.redo(3, "test")
    assert outcomes(store) == [("NT01/2020", JUNE, 1, None, 0)]


def test_a_list_without_results_takes_no_result_back(store):
    keep(store, UNITS, PEOPLE + AN.replace("Khá", "Không đạt"))
    keep(store, PEOPLE + AN.replace("Khá", ""))
    assert outcomes(store) == [("NT01/2020", JUNE, 0, None, 0)]


def test_a_graduate_is_found_again_when_the_code_comes_later(store):
    coded = "Mã số," + PEOPLE + "S1," + AN
    keep(store, UNITS, PEOPLE + AN)
    keep(store, coded)
    keep(store, coded.replace("Quần chúng An", "Quần chúng Ân").replace("01/02/1995", ""))
    assert outcomes(store) == [("NT01/2020", JUNE, 1, None, 0)]


def test_people_win_over_numbers_of_their_unit_and_nobody_is_added_twice(store):
    numbers = "NT01/2020,Đối tượng kết nạp Đảng,26/06/2020"
    keep(store, UNITS, NUMBERS + f"{numbers},Sở A,,9,\n{numbers},Sở B,,6,\n{numbers},Sở B,Đoàn TN,4,\n")
    # Of Sở B's 6 the Youth Union has 4: 9 + 6, not 9 + 6 + 4.
    assert outcomes(store) == [("NT01/2020", JUNE, 15, None, 0)]
    keep(store, PEOPLE + AN)
    assert outcomes(store) == [("NT01/2020", JUNE, 7, None, 0)]
    store.undo(3, "test")
    assert outcomes(store) == [("NT01/2020", JUNE, 15, None, 0)]


def test_no_name_is_kept(store):
    keep(store, UNITS, PEOPLE + AN)
    [(_, found)] = batch.read_batch(store, [Upload("x.csv", (PEOPLE + AN).encode())], TODAY)
    assert isinstance(found, Reading)
    assert not any("Quần" in str(value) or "1995" in str(value) for value in found.rows[0].values())


# --- what became of them


def test_graduates_are_counted_in_the_months_they_were_admitted_in(store):
    roster = (
        admitted("Quần chúng An", "01/02/1995", "05/03/2021", "S1", "19/04/2021")
        + admitted("Quần chúng Bình", "03/04/1996", "20/03/2021", "S2", "25/03/2021")
        + admitted("Quần chúng Khác", "03/04/1996", "20/03/2021", "S3")
    )
    keep(store, UNITS, PEOPLE + AN + BINH + AN.replace("An", "Chi"), ROSTER + roster)
    assert outcomes(store) == [("NT01/2020", JUNE, 3, date(2021, 3, 1), 2)]
    assert outcomes(store, basis="ceremony") == [
        ("NT01/2020", JUNE, 3, date(2021, 3, 1), 1),
        ("NT01/2020", JUNE, 3, date(2021, 4, 1), 1),
    ]
    assert outcomes(store, date(2021, 3, 10)) == [("NT01/2020", JUNE, 3, date(2021, 3, 1), 1)]
    assert outcomes(store, date(2021, 2, 28)) == [("NT01/2020", JUNE, 3, None, 0)]
    assert outcomes(store, date(2020, 6, 25)) == []


def test_a_code_links_where_name_and_birth_do_not(store):
    coded = "Mã số," + PEOPLE + "S1," + AN.replace("01/02/1995", "1995")
    keep(store, UNITS, coded, ROSTER + admitted("Quần chúng Ân", "02/02/1995", "05/03/2021", "S1"))
    assert outcomes(store) == [("NT01/2020", JUNE, 1, date(2021, 3, 1), 1)]


@pytest.mark.parametrize(
    ("day", "note"),
    [
        ("31/05/2020", ""),  # before the class
        ("05/03/2021", "Kết nạp lại"),
        ("05/03/2021", "Hủy quyết định"),
    ],
)
def test_an_earlier_admission_a_readmission_and_an_annulled_one_do_not_count(store, day, note):
    keep(store, UNITS, PEOPLE + AN, ROSTER + admitted("Quần chúng An", "01/02/1995", day, note=note))
    assert outcomes(store) == [("NT01/2020", JUNE, 1, None, 0)]


def test_an_annulled_admission_counts_until_the_day_it_was_annulled(store):
    roster = "Họ và tên,Ngày sinh,Đơn vị,Ngày QĐ,Ngày hủy QĐ\nQuần chúng An,01/02/1995,Sở A,05/03/2021,20/06/2021\n"
    keep(store, UNITS, PEOPLE + AN, roster)
    assert outcomes(store, date(2021, 6, 19)) == [("NT01/2020", JUNE, 1, date(2021, 3, 1), 1)]
    assert outcomes(store, date(2021, 6, 20)) == [("NT01/2020", JUNE, 1, None, 0)]


def test_the_month_of_the_class_itself_counts(store):
    keep(store, UNITS, PEOPLE + AN, ROSTER + admitted("Quần chúng An", "01/02/1995", "06/2020"))
    assert outcomes(store) == [("NT01/2020", JUNE, 1, date(2020, 6, 1), 1)]


def test_who_failed_and_learned_again_counts_for_the_class_that_was_finished(store):
    again = AN.replace("NT01/2020", "NT02/2020").replace("26/06/2020", "30/10/2020")
    third = AN.replace("NT01/2020", "NT03/2020").replace("26/06/2020", "20/12/2020")
    roster = ROSTER + admitted("Quần chúng An", "01/02/1995", "05/03/2021")
    keep(store, UNITS, PEOPLE + AN.replace("Khá", "Vắng") + again, roster)
    first, second = ("NT01/2020", JUNE, 0, None, 0), ("NT02/2020", date(2020, 10, 30), 1)
    assert outcomes(store) == [first, (*second, date(2021, 3, 1), 1)]
    # Of two finished classes the last before the admission; nobody is counted for both.
    keep(store, PEOPLE + third)
    assert outcomes(store) == [first, (*second, None, 0), ("NT03/2020", date(2020, 12, 20), 1, date(2021, 3, 1), 1)]


def test_a_class_known_by_number_is_found_by_its_code_in_the_roster(store):
    roster = "Họ và tên,Đơn vị,Ngày QĐ,Lớp\nMột,Sở A,05/03/2021, nt01/2020 \nHai,Sở B,06/04/2021,NT01/2020\n"
    roster += "Ba,Sở B,06/04/2021,NT09\n"
    keep(store, UNITS, NUMBERS + "NT01/2020,Cảm tình Đảng,26/6/2020,Sở A,,7,\n", roster)
    assert outcomes(store) == [("NT01/2020", JUNE, 7, date(2021, 3, 1), 1), ("NT01/2020", JUNE, 7, date(2021, 4, 1), 1)]
    # With names of Sở B its people are known by their hashes only: Hai is none of them.
    keep(store, PEOPLE + BINH)
    assert outcomes(store) == [("NT01/2020", JUNE, 8, date(2021, 3, 1), 1)]


def test_classes_of_one_name_in_two_years_are_two(store):
    lines = "Lớp 1,Cảm tình Đảng,26/6/2020,Sở A,,7,\nLớp 1,Cảm tình Đảng,29/4/2021,Sở A,,5,\n"
    roster = "Họ và tên,Đơn vị,Ngày QĐ,Lớp\nMột,Sở A,05/03/2021,Lớp 1\nHai,Sở B,06/05/2021,Lớp 1\n"
    keep(store, UNITS, NUMBERS + lines, roster)
    assert outcomes(store) == [
        ("Lớp 1", JUNE, 7, date(2021, 3, 1), 1),
        ("Lớp 1", date(2021, 4, 29), 5, date(2021, 5, 1), 1),
    ]


def test_classes_for_new_members_are_kept_apart(store):
    keep(store, UNITS, PEOPLE + AN.replace("Đối tượng kết nạp Đảng", "Đảng viên mới"))
    assert outcomes(store) == []


def test_lists_of_classes_change_no_figure_of_admissions(store):
    keep(store, UNITS, ROSTER + admitted("Quần chúng An", "01/02/1995", "05/03/2021"))
    keep(store, PEOPLE + AN, NUMBERS + "NT1,Cảm tình Đảng,26/6/2020,Sở A,,7,7\n")
    assert total(store) == 1
