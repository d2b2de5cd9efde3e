"""Procedure: working days from decision to ceremony, certificates, ages, probation, and the lines to look up."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from ketnap import account, charts, procedure, sheets, words
from ketnap.account import View
from ketnap.i18n import Translator
from tests.dashboard import opened, text
from tests.rows import UNITS, keep

vi, en = Translator("vi"), Translator("en")
HEADER = (
    "Mã số,Họ và tên,Ngày sinh,Đơn vị,Ngày QĐ,Ngày kết nạp,Ngày cấp GCN,Ngày chính thức,Nguồn,Ngày hủy QĐ,Ghi chú\n"
)
YEAR_END = View(2021, date(2021, 12, 31))


def row(number, decision, ceremony="", certificate="", official="", birth="1/2/1990", unit="A", **more):
    """A line of a roster."""
    cells = [f"S{number}", f"Mẫu {number}", birth, unit, decision, ceremony, certificate, official]
    return ",".join([*cells, more.get("source", ""), more.get("revoked", ""), more.get("note", "")]) + "\n"


def cases(store, *rows, view=YEAR_END):
    keep(store, UNITS, HEADER + "".join(rows))
    return procedure.cases(store, view)


def one(store, *cells, as_of=date(2022, 12, 31), **more):
    """The only case there is."""
    found = cases(store, row(1, *cells, **more), view=View(2021, as_of))
    assert len(found) == 1
    return found.iloc[0]


# --- (a) from the decision to the ceremony


@pytest.mark.parametrize(
    ("decision", "ceremony", "days", "state"),
    [
        # Tết 2021 is off from Wednesday 10 to Tuesday 16 February: 12–15/1 are 4 days, 18–22/1 make 9, 25–29/1 14,
        # 1–5/2 19, 8–9/2 21, 17–19/2 24, 22–26/2 29, Monday 1/3 is the 30th.
        ("11/01/2021", "01/03/2021", 30, "in_time"),
        ("11/01/2021", "02/03/2021", 31, "late"),
        # A Sunday adds none to the 29 of the Friday before.
        ("11/01/2021", "28/02/2021", 29, "in_time"),
        # Hùng Vương 21/4, 30/4, and Monday 3/5 for Saturday 1/5 are off: 23–26/3 4, 29/3–2/4 9, 5–9/4 14, 12–16/4 19,
        # 19, 20, 22, 23/4 23, 26–29/4 27, Thursday 6/5 is the 30th.
        ("22/03/2021", "06/05/2021", 30, "in_time"),
        ("22/03/2021", "07/05/2021", 31, "late"),
        # Friday; Monday 3/1/2022 is off for Saturday 1/1, Tết 31/1–4/2: 27–31/12 5, 4–7/1 9, 10–14/1 14, 17–21/1 19,
        # 24–28/1 24, 7–11/2 29, Monday 14/2 is the 30th.
        ("24/12/2021", "14/02/2022", 30, "in_time"),
        ("24/12/2021", "15/02/2022", 31, "late"),
        # The day of the decision is day 0, be it a Saturday.
        ("11/01/2021", "11/01/2021", 0, "in_time"),
        ("09/01/2021", "11/01/2021", 1, "in_time"),
    ],
)
def test_working_days_from_the_decision_to_the_ceremony(store, decision, ceremony, days, state):
    case = one(store, decision, ceremony)
    assert (case["working_days"], case["ceremony"]) == (days, state)


def test_a_ceremony_before_the_decision_counts_the_days_between_them(store):
    case = one(store, "11/01/2021", "08/01/2021")
    assert (case["ceremony"], case["days_before"]) == ("before", 3)
    assert pd.isna(case["working_days"])


@pytest.mark.parametrize(
    ("decision", "ceremony", "state"),
    [
        ("01/2021", "01/03/2021", "unclear"),
        ("11/01/2021", "12/2021", "unclear"),
        ("01/2021", "", "unclear"),
        ("", "01/03/2021", "unclear"),
        # Whatever the days, December comes before January.
        ("11/01/2021", "12/2020", "before"),
        ("01/2021", "31/12/2020", "before"),
        ("01/2021", "01/2021", "unclear"),
    ],
)
def test_without_exact_dates_no_days_are_counted(store, decision, ceremony, state):
    assert one(store, decision, ceremony)["ceremony"] == state


@pytest.mark.parametrize(
    ("as_of", "state"),
    [(date(2021, 3, 1), "waiting"), (date(2021, 3, 2), "late")],
)
def test_a_ceremony_counts_from_its_day_on(store, as_of, state):
    # The 30th working day after 11/1/2021 is 1/3.
    assert one(store, "11/01/2021", "02/03/2021", as_of=as_of)["ceremony"] == state


@pytest.mark.parametrize(("as_of", "state"), [(date(2021, 3, 1), "waiting"), (date(2021, 3, 2), "overdue")])
def test_without_a_ceremony_the_time_runs_to_the_as_of_day(store, as_of, state):
    # Another ceremony of the year tells that they are recorded.
    found = cases(store, row(1, "11/01/2021"), row(2, "11/01/2021", "12/01/2021", unit="B"), view=View(2021, as_of))
    assert found["ceremony"].tolist() == ["in_time", state]


# --- (b) certificates


@pytest.mark.parametrize(
    ("certificate", "decision", "state"),
    [
        ("11/01/2016", "11/01/2021", "good"),
        ("11/01/2016", "12/01/2021", "old"),
        # 60 months after 29/2/2016 are over with 28/2/2021.
        ("29/02/2016", "28/02/2021", "good"),
        ("29/02/2016", "01/03/2021", "old"),
        ("31/08/2016", "31/08/2021", "good"),
        ("12/01/2021", "11/01/2021", "after"),
        ("11/01/2021", "11/01/2021", "good"),
        ("", "11/01/2021", "missing"),
        # Of a month alone its last day counts, at most the day of the decision.
        ("12/2015", "11/01/2021", "old"),
        ("01/2016", "11/01/2021", "good"),
        ("01/2021", "11/01/2021", "good"),
        ("02/2021", "11/01/2021", "after"),
        ("sớm", "11/01/2021", "missing"),
        ("11/01/2016", "01/2021", "unclear"),
    ],
)
def test_a_certificate_is_good_for_sixty_months(store, certificate, decision, state):
    assert one(store, decision, "", certificate)["certificate"] == state


def test_days_too_old_and_days_too_late(store):
    found = cases(store, row(1, "15/03/2021", "", "29/02/2016"), row(2, "11/01/2021", "", "21/01/2021"))
    # From 28/2 to 15/3 are 15 days, from 11/1 to 21/1 ten.
    assert found.loc[found["certificate"] == "old", "days_too_old"].tolist() == [15]
    assert found.loc[found["certificate"] == "after", "days_after"].tolist() == [10]


def test_a_certificate_from_after_the_as_of_day_is_not_known_yet(store):
    view = View(2021, date(2021, 1, 31))
    assert cases(store, row(1, "11/01/2021", "", "05/02/2021"), view=view)["certificate"].tolist() == ["missing"]


# --- (c) ages


@pytest.mark.parametrize(
    ("birth", "state"),
    [
        ("31/01/2003", "in_range"),
        ("01/02/2003", "under_18"),
        ("01/01/1961", "in_range"),
        ("31/12/1960", "over_60"),
        ("2003", "in_range"),
        ("2004", "under_18"),
        ("1961", "in_range"),
        ("", "unknown"),
    ],
)
def test_ages_count_by_month_at_the_decision(store, birth, state):
    assert one(store, "11/01/2021", birth=birth)["age"] == state


def test_ceremonies_that_nobody_records_are_not_overdue(store):
    found = cases(store, row(1, "05/01/2021"), row(2, "06/02/2021", unit="B"))
    assert found["ceremony"].tolist() == ["unclear", "unclear"]
    assert procedure.cases(store, View(2021, date(2021, 2, 10)))["ceremony"].tolist() == ["waiting", "waiting"]
    total, due = procedure.totals(procedure.of_year(found, YEAR_END)), procedure.probation(found, YEAR_END)
    assert "danh sách không ghi ngày tổ chức lễ" in words.procedure_sentence(total, due, YEAR_END, vi)
    assert words.procedure_cards(total, due, False, YEAR_END, vi)[0][1] == "–"
    # One ceremony of that year tells that they are recorded.
    keep(store, HEADER + row(2, "06/02/2021", "10/02/2021", unit="B"), name="le.csv")
    assert procedure.cases(store, YEAR_END)["ceremony"].tolist() == ["in_time", "overdue"]


@pytest.mark.parametrize(
    ("decision", "ceremony", "state"), [("15/3/2020", "Quý II/2020", "unclear"), ("15/6/2020", "Quý I/2020", "before")]
)
def test_a_ceremony_known_by_its_quarter(store, decision, ceremony, state):
    case = one(store, decision, ceremony)
    assert case["ceremony"] == state
    assert case["probation"] != "no_ceremony"


# --- (d) probation


def probation(store, as_of, *rows):
    view = View(as_of.year, as_of)
    found = cases(store, *rows, view=view)
    return procedure.probation(found, view), found


def test_probations_end_twelve_months_after_the_ceremony_quarter_by_quarter(store):
    rows = [
        # Due 31/3/2021, 1/4/2021, and in January 2022, of which only the month is known; the fourth not within a year.
        row(1, "20/03/2020", "31/03/2020"),
        row(2, "20/03/2020", "01/04/2020", unit="B"),
        row(3, "05/01/2021", "01/2021", unit="B"),
        row(4, "20/03/2021", "01/04/2021"),
        row(5, "05/01/2021", "15/01/2021", note="xóa tên đảng viên dự bị"),
    ]
    table, _found = probation(store, date(2021, 4, 5), *rows)
    assert list(table.columns[2:6]) == ["2021Q2", "2021Q3", "2021Q4", "2022Q1"]
    assert table[["unit_code", "2021Q2", "2022Q1", "due"]].values.tolist() == [["B", 1, 1, 1], ["A", 0, 0, 1]]


def test_the_quarters_begin_with_the_day_after_the_as_of_day():
    assert str(procedure.quarters(View(2021, date(2021, 6, 29)))[0]) == "2021Q2"
    assert str(procedure.quarters(View(2021, date(2021, 6, 30)))[0]) == "2021Q3"
    assert str(procedure.quarters(View(2021, date(2021, 12, 31)))[0]) == "2022Q1"


@pytest.mark.parametrize(("as_of", "state"), [(date(2021, 3, 10), "due"), (date(2021, 3, 11), "overdue")])
def test_a_probation_is_overdue_thirty_working_days_after_its_end(store, as_of, state):
    # Due 20/1/2021: 21–22/1 2, 25–29/1 7, 1–5/2 12, 8–9/2 14, 17–19/2 17, 22–26/2 22, 1–5/3 27, 10/3 is the 30th.
    recognised = row(2, "10/01/2020", "20/01/2020", official="25/01/2021")
    _table, found = probation(store, as_of, row(1, "10/01/2020", "20/01/2020"), recognised)
    assert sorted(found["probation"]) == sorted([state, "recognised"])
    assert found.loc[found["probation"] == "overdue", "days_overdue"].tolist() == [1] * (state == "overdue")


def test_a_file_without_any_day_of_full_membership_makes_nobody_overdue(store):
    table, found = probation(store, date(2021, 6, 30), row(1, "10/01/2020", "20/01/2020"))
    assert found["probation"].tolist() == ["not_recorded"]
    assert table[["overdue", "not_recorded"]].values.tolist() == [[0, 1]]
    # Another file records it, of its own people.
    keep(store, HEADER + row(2, "10/01/2020", "20/01/2020", official="25/01/2021"), name="khac.csv")
    assert procedure.cases(store, View(2021, date(2021, 6, 30)))["probation"].tolist() == ["recognised", "not_recorded"]


def test_full_membership_known_later_is_not_known_on_the_day(store):
    rows = [row(1, "10/01/2020", "20/01/2020", official="01/07/2021")]
    assert probation(store, date(2021, 6, 30), *rows)[1]["probation"].tolist() == ["not_recorded"]
    assert procedure.cases(store, View(2021, date(2021, 7, 1)))["probation"].tolist() == ["recognised"]


def test_a_leap_day_ends_its_probation_on_the_last_of_february(store):
    assert one(store, "20/02/2020", "29/02/2020")["due_date"] == pd.Timestamp(2021, 2, 28)


def test_probation_is_served_again_after_a_readmission_which_counts_nowhere_else(store):
    again = row(2, "20/04/2020", "07/05/2020", note="Kết nạp lại")
    table, found = probation(store, date(2021, 5, 1), row(1, "20/04/2020", "06/05/2020"), again)
    assert table["2021Q2"].tolist() == [2]
    assert len(procedure.of_year(found, View(2020, date(2021, 5, 1)))) == 1
    assert len(procedure.of_year(found, View(2020, date(2021, 5, 1), readmissions=True))) == 2


# --- (f) annulled and struck off


def test_an_annulled_decision_counts_until_its_day_and_a_struck_off_member_all_along(store):
    rows = [
        row(1, "11/01/2021", revoked="20/06/2021"),
        row(2, "12/01/2021", note="Hủy QĐ"),
        row(3, "13/01/2021", note="Xóa tên"),
        row(4, "14/01/2020"),
    ]
    assert len(cases(store, *rows)) == 2
    before, after = View(2021, date(2021, 6, 19)), View(2021, date(2021, 6, 20))
    assert len(procedure.cases(store, before)) == 3
    columns = ["year", "decisions", "annulled", "annulled_undated", "counted", "struck_off"]
    found = [procedure.annulments(store, view)[columns].values.tolist() for view in (before, after)]
    assert found == [[[2021, 3, 1, 1, 2, 1], [2020, 1, 0, 0, 1, 0]], [[2021, 3, 2, 1, 1, 1], [2020, 1, 0, 0, 1, 0]]]


def test_who_was_struck_off_stays_so_when_a_later_list_does_not_say_it(store):
    keep(store, UNITS, HEADER + row(1, "11/01/2021", note="Xóa tên"))
    keep(store, HEADER + row(1, "11/01/2021", "15/01/2021"), name="sau.csv")
    assert procedure.annulments(store, YEAR_END)["struck_off"].tolist() == [1]
    assert procedure.cases(store, YEAR_END)["probation"].tolist() == ["struck_off"]


# --- counts


STORY = (
    row(1, "11/01/2021", "01/03/2021", "11/01/2016", source="Đoàn TN"),
    row(2, "11/01/2021", "02/03/2021", "10/01/2016", birth="31/12/1960"),
    row(3, "12/01/2021", "", "12/02/2021", birth="2/2/2003", unit="B"),
    row(4, "01/02/2021", "29/01/2021", unit="B", birth=""),
    row(5, "05/2021", "20/05/2021", unit="B", note="Kết nạp lại"),
    row(6, "15/12/2020", "20/12/2020", "1/1/2020"),
)


def test_counts_by_unit_in_official_order_and_by_year(store):
    found = cases(store, *STORY)
    columns = ["cases", "in_time", "late", "overdue", "before", "unclear"]
    by_unit = procedure.by_unit(procedure.of_year(found, YEAR_END))
    assert by_unit[["unit_code", *columns]].values.tolist() == [["B", 2, 0, 0, 1, 1, 0], ["A", 2, 1, 1, 0, 0, 0]]
    columns = ["cases", "certificate_good", "certificate_old", "certificate_after", "certificate_missing"]
    assert procedure.by_year(procedure.counted(found, YEAR_END))[["year", *columns]].values.tolist() == [
        [2021, 4, 1, 1, 1, 1],
        [2020, 1, 1, 0, 0, 0],
    ]
    ages = procedure.totals(procedure.counted(found, YEAR_END))[["under_18", "over_60", "age_unknown"]]
    assert ages.tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    ("narrowed", "cases_left"),
    [({"unit": "B"}, 2), ({"officer": "P1"}, 3), ({"source": "youth_union"}, 1), ({"readmissions": True}, 6)],
)
def test_filters_narrow_the_cases(store, narrowed, cases_left):
    view = replace(YEAR_END, **narrowed)
    assert len(procedure.counted(cases(store, *STORY, view=view), view)) == cases_left


def test_the_basis_chosen_does_not_move_a_case_to_another_year(store):
    view = replace(YEAR_END, basis="ceremony")
    found = cases(store, row(1, "24/12/2020", "05/01/2021"), view=view)
    assert found["year"].tolist() == [2020]
    assert procedure.by_decision(view) == YEAR_END


def test_an_empty_store_and_an_early_day_have_no_cases(store):
    for view in (YEAR_END, View(1999, date(1999, 1, 1))):
        found = procedure.cases(store, view)
        assert procedure.totals(found).sum() == 0
        assert found.empty
        assert procedure.by_unit(found).empty
        assert procedure.findings(found, view).empty
        assert procedure.probation(found, view).empty
        keep(store, UNITS, HEADER + "".join(STORY))


def test_cases_of_the_sample_are_the_admissions_of_its_year(sample):
    view = View(2021, date(2021, 5, 31))
    found = procedure.of_year(procedure.cases(sample, view), view)
    assert len(found) == account.standing(sample, view).admitted == 45


# --- lines


def test_lines_to_check_name_a_place_and_a_finding_and_nobody(store):
    found = procedure.findings(cases(store, *STORY), YEAR_END)
    rows = found[["file_name", "line", "unit_code", "finding"]].values.tolist()
    assert rows == [
        ["tep.csv", 3, "A", "late"],
        ["tep.csv", 3, "A", "certificate_old"],
        ["tep.csv", 3, "A", "over_60"],
        ["tep.csv", 4, "B", "overdue"],
        ["tep.csv", 4, "B", "certificate_after"],
        ["tep.csv", 4, "B", "under_18"],
        ["tep.csv", 5, "B", "before"],
    ]
    # One day past 60 months; 31 days from 12/1 to 12/2; three from 29/1 to 1/2. The limit of an age has no days.
    days = found.set_index("finding")["days"]
    assert days[["late", "certificate_old", "certificate_after", "before"]].tolist() == [31, 1, 31, 3]
    assert days[["over_60", "under_18"]].isna().all()
    table = sheets.findings(found, vi)
    assert list(table.columns) == ["Tệp", "Dòng", "Đơn vị", "Tháng quyết định", "Nội dung cần kiểm tra", "Số ngày"]
    assert table.iloc[0].tolist()[:4] == ["tep.csv", 3, "Đảng bộ Sở A", "1/2021"]
    assert "Mẫu" not in table.to_csv()
    assert "1960" not in table.to_csv()


def test_the_newest_line_of_a_case_is_named_and_an_undone_one_is_not(store):
    keep(store, UNITS, HEADER + row(1, "11/01/2021", "02/03/2021"))
    keep(store, HEADER + row(9, "11/01/2021", "12/01/2021") + row(1, "11/01/2021", "03/03/2021"), name="sau.csv")
    lines = procedure.findings(procedure.cases(store, YEAR_END), YEAR_END)
    assert lines[["file_name", "line", "days"]].values.tolist() == [["sau.csv", 3, 32]]
    store.undo(3, "test")
    lines = procedure.findings(procedure.cases(store, YEAR_END), YEAR_END)
    assert lines[["file_name", "line", "days"]].values.tolist() == [["tep.csv", 2, 31]]


def test_overdue_probations_of_every_year_are_listed(store):
    rows = [row(1, "10/01/2020", "20/01/2020"), row(2, "10/01/2020", "20/01/2020", official="25/01/2021")]
    view = View(2021, date(2021, 3, 11))
    found = procedure.findings(cases(store, *rows, view=view), view)
    assert found[["line", "finding", "days"]].values.tolist() == [[2, "probation_overdue", 1]]


# --- words, tables, the chart


def said(store, view, language, *rows):
    found = cases(store, *rows, view=view)
    total = procedure.totals(procedure.of_year(found, view))
    return words.procedure_sentence(total, procedure.probation(found, view), view, language)


def test_the_answer_in_one_sentence(store):
    # Ceremonies of 1/3 and 2/3/2021 end their probation in the first quarter of 2022; that of 29/1/2021 too.
    assert said(store, YEAR_END, vi, *STORY) == (
        "Năm 2021: trong 4 trường hợp, 1 tổ chức lễ trong 30 ngày làm việc, 2 trường hợp quá hạn;"
        " 1 giấy chứng nhận quá 60 tháng; đến hạn xét chính thức quý I/2022: 3."
    )
    assert said(store, YEAR_END, en, *STORY) == (
        "Year 2021: of 4 cases 1 held the ceremony within 30 working days, 2 are past that time;"
        " 1 certificates older than 60 months; due for full membership in quarter 1 of 2022: 3."
    )


def test_certificates_nobody_recorded_are_not_said_to_be_in_order(store):
    assert "ngày cấp giấy chứng nhận không được ghi" in said(store, YEAR_END, vi, row(1, "11/01/2021"))


def test_a_year_without_decisions_says_so(store):
    assert said(store, View(2019, date(2021, 12, 31)), vi, *STORY) == (
        "Chưa có quyết định nào của năm 2019 tính đến 31/12/2021."
    )


def test_four_cards(store):
    found = cases(store, *STORY)
    total, due = procedure.totals(procedure.of_year(found, YEAR_END)), procedure.probation(found, YEAR_END)
    recorded = procedure.records_official(found)
    assert [card[1] for card in words.procedure_cards(total, due, recorded, YEAR_END, vi)] == ["1/3", "1", "2", "3"]
    notes = [card[2] for card in words.procedure_cards(total, due, recorded, YEAR_END, vi)]
    assert notes == [
        "quá hạn: 2, trong đó chưa có lễ: 1 · lễ trước quyết định: 1",
        "cấp sau quyết định: 1 · thiếu ngày cấp: 1",
        "dưới 18: 1 · trên 60: 1 · không rõ tuổi: 1",
        "danh sách không ghi ngày chính thức",
    ]


def test_tables_end_with_their_sum(store):
    rows = procedure.by_unit(procedure.of_year(cases(store, *STORY), YEAR_END))
    assert sheets.ceremonies(rows, vi).values.tolist() == [
        ["Chi bộ Sở B", 2, 0, 0, 1, 0, 1, 0],
        ["Đảng bộ Sở A", 2, 1, 1, 0, 0, 0, 0],
        ["Tổng", 4, 1, 1, 1, 0, 1, 0],
    ]
    assert sheets.certificates(rows.iloc[:1], en).values.tolist() == [["Chi bộ Sở B", 2, 0, 1, 1, 1, 0, 1]]


def test_days_of_full_membership_have_columns_only_where_files_record_them(store):
    view = View(2021, date(2021, 3, 11))
    rows = [row(1, "10/01/2020", "20/01/2020"), row(2, "10/01/2020", "20/01/2020", official="25/01/2021")]
    due = procedure.probation(cases(store, *rows, view=view), view)
    table = sheets.probations(due, True, view, vi)
    assert table.to_dict("records") == [
        {
            **{"Đơn vị": "Đảng bộ Sở A", "Quý I/2021": 2, "Đã công nhận": 1, "Quý II/2021": 0, "Quý III/2021": 0},
            **{"Quý IV/2021": 0, "Hết hạn": 0, "Quá hạn công nhận": 1},
        }
    ]
    assert not {"Đã công nhận", "Quá hạn công nhận"} & set(sheets.probations(due, False, view, vi).columns)


def test_the_limit_lies_between_the_thirtieth_day_and_the_next(store):
    bins = procedure.day_bins(cases(store, *STORY))
    labels = sheets.bin_labels(bins)
    # 30 and 31 days; 14–18/12/2020 hold the fourth day of the case of 15/12: Friday 18, so Sunday 20/12 is the third.
    assert dict(zip(labels, bins["held"], strict=True)) == {
        **{"0–5": 1, "6–10": 0, "11–15": 0, "16–20": 0, "21–25": 0, "26–30": 1, "31–40": 1, "41–60": 0, "> 60": 0}
    }
    # From 12/1 to 31/12/2021 there are far more than 60.
    assert bins["open"].tolist() == [0] * 8 + [1]
    figure = charts.ceremony_days(bins, labels, procedure.WORKING_DAYS, vi)
    assert figure.layout.shapes[0].x0 == labels.index("26–30") + 0.5 == labels.index("31–40") - 0.5
    assert [trace.name for trace in figure.data] == ["Đã tổ chức lễ", "Quá hạn, chưa có lễ"]


# --- the page


@pytest.mark.parametrize(
    ("language", "lines", "answer"),
    [("vi", "Dòng cần kiểm tra: 7", "1 tổ chức lễ trong 30"), ("en", "Lines to check: 7", "1 held the ceremony")],
)
def test_the_page_lists_the_lines_to_check(monkeypatch, store, language, lines, answer):
    keep(store, UNITS, HEADER + "".join(STORY))
    # As the dashboard's day is 21/6/2021, the readmission of May and all ceremonies are known.
    app = opened(monkeypatch, store, language=language, basis="ceremony", as_of="2021-06-20").run()
    app.switch_page("pages/procedure.py").run()
    assert not app.exception
    assert answer in text(app)
    assert any(block.label.startswith(lines) for block in app.expander)
    shown = "".join(frame.value.to_csv() for frame in app.dataframe)
    assert "tep.csv" in shown
    assert "Mẫu" not in shown + text(app)
    assert {"vi": "Cơ sở tính: ngày quyết định", "en": "Counted by decision date"}[language] in text(app)
