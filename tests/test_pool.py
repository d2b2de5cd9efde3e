"""The candidate pool: who has reported by when, what it adds up to, what came of it, and whether it suffices."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from ketnap import batch, charts, pool, sheets, words
from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.pool import Period, Told
from ketnap.pool.periods import apart, offered
from ketnap.store import Store
from tests.dashboard import opened, text
from tests.rows import ROSTER, keep

vi, en = Translator("vi"), Translator("en")
YEAR = Period(date(2021, 1, 1), date(2021, 12, 31))
FIRST_HALF = Period(date(2021, 1, 1), date(2021, 6, 30))
SECOND_HALF = Period(date(2021, 7, 1), date(2021, 12, 31))
QUARTER = Period(date(2021, 7, 1), date(2021, 9, 30))
ODD = Period(date(2021, 5, 1), date(2021, 8, 31))
# As people write the periods above.
SAID = {YEAR: "Năm 2021", FIRST_HALF: "6 tháng đầu năm 2021", SECOND_HALF: "6 tháng cuối năm 2021"}
SAID |= {QUARTER: "Quý III/2021", ODD: "5/2021 - 8/2021"}

UNITS = (
    "STT,Mã đơn vị,Tên đơn vị,Mã phụ trách,Ủy viên BTV phụ trách,Ngày thành lập,Ngày kết thúc,Sáp nhập vào\n"
    "1,B,Chi bộ Sở B,P2,Ủy viên 2,,,\n"
    "2,A,Đảng bộ Sở A,P1,Ủy viên 1,,,\n"
    "3,C,Chi bộ Sở C,P2,Ủy viên 2,,,\n"
)
HEADER = "Đơn vị,Ngày báo cáo,Kỳ,Quần chúng,Nguồn,Có GCN,Thẩm tra lý lịch,Đủ hồ sơ,Dự kiến,Trong đó ĐVTN,Trong đó CĐ\n"


def reports(*rows: tuple[str, str, Period, str]) -> str:
    """A file of reports: unit, day, period, and the numbers from the non-members on."""
    return HEADER + "".join(f"{unit},{day},{SAID[period]},{numbers}\n" for unit, day, period, numbers in rows)


def admitted(*rows: tuple[str, str], source: str = "Đoàn TN") -> str:
    """A roster: unit and day of the decision, each row somebody else."""
    return ROSTER + "".join(f"M{n},K{n},01/02/1990,{u},{day},,{source},\n" for n, (u, day) in enumerate(rows))


def view(day: date, **narrowed: str) -> View:
    return View(day.year, day, **narrowed)


def states(store: Store, period: Period, day: date, **narrowed: str) -> list[tuple[str, str]]:
    rows = pool.reports(store, view(day, **narrowed), period)
    return list(zip(rows["unit_code"], rows["state"], strict=True))


def of_round(store: Store, period: Period, seen: View) -> pool.Round:
    return pool.round_of(pool.reports(store, seen, period), period, pool.deadline(store, period))


JUNE = reports(
    ("Sở A", "15/6/2021", SECOND_HALF, "80,12,7,3,2,4,3,1"),
    ("Sở B", "2/7/2021", SECOND_HALF, "20,5,,0,0,0,0,0"),
)
JULY = date(2021, 7, 5)


# --- periods and deadlines


@pytest.mark.parametrize(
    ("period", "due", "name"),
    [
        # The letter asks in its paragraph 1 for the second half of 2021 "trong tháng 6/2021".
        (SECOND_HALF, date(2021, 6, 30), "6 tháng cuối năm 2021"),
        (FIRST_HALF, date(2020, 12, 31), "6 tháng đầu năm 2021"),
        (QUARTER, date(2021, 6, 30), "quý III/2021"),
        (ODD, date(2021, 4, 30), "1/5/2021–31/8/2021"),
        # The members a year begins with are counted on 1 January.
        (YEAR, date(2021, 1, 31), "năm 2021"),
    ],
)
def test_a_period_has_a_deadline_and_a_name(store, period, due, name):
    assert pool.deadline(store, period) == due
    assert words.period_name(period, vi) == name
    assert Period.of(period.code) == period


@pytest.mark.parametrize("code", ["", "2021", "2021-07-01", "2021-12-31..2021-07-01", "a..b", "2021-1-1..2021-6-30..x"])
def test_a_nonsense_code_names_no_period(code):
    assert Period.of(code) is None


def test_a_deadline_somebody_sets_holds_for_its_period_alone_and_can_be_set_back(store):
    pool.set_deadline(store, SECOND_HALF, date(2021, 6, 25), "test")
    pool.set_deadline(store, YEAR, date(2021, 2, 15), "test")
    assert pool.deadline(store, SECOND_HALF) == date(2021, 6, 25)
    assert pool.deadline(store, FIRST_HALF) == date(2020, 12, 31)
    assert store.setting("report_deadlines") == "2021-01-01..2021-12-31=2021-02-15;2021-07-01..2021-12-31=2021-06-25"
    pool.set_deadline(store, SECOND_HALF, date(2021, 6, 30), "test")
    assert store.setting("report_deadlines") == "2021-01-01..2021-12-31=2021-02-15"


def test_the_running_and_the_next_period_of_the_lengths_in_use_are_offered():
    next_year = Period(date(2022, 1, 1), date(2022, 12, 31))
    assert offered([], date(2021, 5, 31)) == [SECOND_HALF, FIRST_HALF]
    assert offered([YEAR, ODD], date(2021, 5, 31)) == [next_year, ODD, YEAR]


def test_of_overlapping_periods_the_shorter_ones_are_added():
    assert apart([YEAR, FIRST_HALF, SECOND_HALF, QUARTER]) == [QUARTER, FIRST_HALF]
    assert apart([YEAR]) == [YEAR]


# --- who has reported


def test_in_time_late_and_not_reported_in_official_order(store):
    keep(store, UNITS, JUNE)
    assert states(store, SECOND_HALF, JULY) == [("B", "late"), ("A", "in_time"), ("C", "missing")]
    assert states(store, SECOND_HALF, date(2021, 6, 30)) == [("B", "not_due"), ("A", "in_time"), ("C", "not_due")]
    pool.set_deadline(store, SECOND_HALF, date(2021, 6, 10), "test")
    assert states(store, SECOND_HALF, date(2021, 6, 30)) == [("B", "missing"), ("A", "late"), ("C", "missing")]


def test_who_reports_nobody_has_reported_and_who_has_not_counts_nowhere(store):
    keep(store, UNITS, JUNE)
    found = of_round(store, SECOND_HALF, view(JULY))
    assert (found.asked, found.reported, found.late, found.missing) == (3, 2, 1, 1)
    # A 12 and B 5 in the pool; B told nothing of classes, and of nobody (0) it expects.
    assert found.told["in_pool"] == Told(17, 2)
    assert found.told["class_done"] == Told(7, 1)
    assert found.told["expected"] == Told(4, 2)
    assert of_round(store, YEAR, view(JULY)).told["expected"] == Told(None, 0)


def test_the_rest_of_the_sources_is_known_only_where_all_parts_are(store):
    rows = (("Sở A", "15/6/2021", SECOND_HALF, "80,12,7,3,2,6,3,1"), ("Sở B", "15/6/2021", SECOND_HALF, "9,5,,,,2,1,"))
    keep(store, UNITS, reports(*rows))
    found = of_round(store, SECOND_HALF, view(JULY))
    assert found.told["expected_rest"] == Told(2, 1)  # 6 - 3 - 1 of A
    assert found.told["expected_youth"] == Told(4, 2)


def test_a_corrected_report_replaces_the_earlier_from_its_day_on_and_stays_in_time(store):
    again = reports(("Sở A", "3/7/2021", SECOND_HALF, "80,14,9,3,2,5,4,1"))
    keep(store, UNITS, JUNE, again)
    assert of_round(store, SECOND_HALF, view(date(2021, 7, 2))).told["expected"] == Told(4, 2)
    assert of_round(store, SECOND_HALF, view(JULY)).told["expected"] == Told(5, 2)
    assert states(store, SECOND_HALF, JULY)[1] == ("A", "in_time")


def test_nothing_is_known_before_its_day(store):
    keep(store, UNITS, JUNE)
    assert of_round(store, SECOND_HALF, view(date(2021, 6, 14))).reported == 0
    assert pool.default_period(store, view(date(2021, 6, 14))) == SECOND_HALF  # the one to come


def test_another_period_is_said_and_its_numbers_stay_out(store):
    year = reports(
        ("Sở C", "10/1/2021", YEAR, "30,9,9,9,9,9,9,0"), ("Sở A", "10/1/2021", FIRST_HALF, "9,9,9,9,9,9,9,0")
    )
    keep(store, UNITS, JUNE, year)
    rows = pool.reports(store, view(JULY), SECOND_HALF).set_index("unit_code")
    assert rows["elsewhere"].to_dict() == {"A": (), "B": (), "C": (YEAR,)}
    assert rows.loc["C", "state"] == "missing"
    assert of_round(store, SECOND_HALF, view(JULY)).told["in_pool"] == Told(17, 2)
    assert of_round(store, YEAR, view(JULY)).told["in_pool"] == Told(9, 1)


def test_a_unit_that_is_closed_or_not_yet_founded_is_not_asked(store):
    closed = "4,D,Chi bộ Sở D,P1,Ủy viên 1,,30/06/2021,A\n5,E,Chi bộ Sở E,P1,Ủy viên 1,,01/07/2021,A\n"
    founded = "6,F,Chi bộ Sở F,P1,Ủy viên 1,02/07/2021,,\n"
    keep(store, UNITS + closed + founded, JUNE)
    assert [code for code, _ in states(store, SECOND_HALF, JULY)] == ["B", "A", "C"]
    assert [code for code, _ in states(store, FIRST_HALF, JULY)] == ["B", "A", "C", "D", "E"]
    # Founded within the period it is not asked, but what it reports counts.
    keep(store, reports(("Sở F", "4/7/2021", SECOND_HALF, "9,3,1,0,0,1,1,0")))
    assert states(store, SECOND_HALF, JULY)[-1] == ("F", "late")


def test_an_officer_or_a_unit_narrows_the_rows_and_not_the_rounds(store):
    keep(store, UNITS, JUNE)
    assert states(store, SECOND_HALF, JULY, officer="P2") == [("B", "late"), ("C", "missing")]
    assert states(store, SECOND_HALF, JULY, unit="A") == [("A", "in_time")]
    assert pool.default_period(store, view(JULY, unit="C")) == SECOND_HALF


def test_a_source_narrows_what_is_expected_and_the_rest_is_unknown(store):
    keep(store, UNITS, JUNE)
    told = of_round(store, SECOND_HALF, view(JULY, source="youth_union")).told
    assert (told["expected"], told["expected_youth"]) == (Told(3, 2), Told(3, 2))
    assert all(told[name] == Told(None, 0) for name in ("in_pool", "class_done", "expected_union", "non_members"))
    assert of_round(store, SECOND_HALF, view(JULY, source="two_members")).told["expected"] == Told(None, 0)


def test_one_units_slip_makes_no_round(store):
    many = "".join(f"{n},X{n},Chi bộ Số {n} X,,,,,\n" for n in range(10, 30))
    round_ = [(f"Số {n} X", "15/6/2021", SECOND_HALF, "9,1,1,0,0,1,1,0") for n in range(10, 20)]
    keep(store, UNITS + many, reports(*round_, ("Sở A", "20/6/2021", ODD, "9,1,1,0,0,1,1,0")))
    # 23 units: one report on the odd period is less than one of ten.
    assert pool.default_period(store, view(JULY)) == SECOND_HALF
    assert ODD in pool.periods(store, view(JULY))


def test_the_rounds_stand_in_time_each_with_its_units(store):
    keep(store, UNITS, JUNE, reports(("Sở C", "10/1/2021", YEAR, "30,9,8,7,6,5,5,0")))
    found = pool.rounds(store, view(JULY))
    assert [(each.period, each.reported, each.told["expected"].people) for each in found] == [
        (YEAR, 1, 5),
        (SECOND_HALF, 2, 4),
    ]


def test_the_reminder_names_the_units_by_officer_in_neutral_words(store):
    keep(store, UNITS, JUNE, reports(("Sở C", "10/1/2021", YEAR, "30,9,8,7,6,5,5,0")))
    seen = view(date(2021, 6, 21))
    rows, found = pool.reports(store, seen, SECOND_HALF), of_round(store, SECOND_HALF, seen)
    left = pool.waiting(rows)
    assert words.reminder(left, found, seen, vi) == (
        "Báo cáo rà soát nguồn phát triển Đảng kỳ 6 tháng cuối năm 2021, hạn 30/6/2021. Đến ngày 21/6/2021 đã có 1"
        " trong 3 đơn vị báo cáo. Kính đề nghị các đơn vị sau gửi báo cáo:\n"
        "\nỦy viên 2 (2 đơn vị):\n- Chi bộ Sở B\n- Chi bộ Sở C (đã báo cáo cho kỳ năm 2021)"
    )
    assert sheets.reports_waited_for(left, found, vi).iloc[1].tolist() == [
        *("Ủy viên 2", "Chi bộ Sở C", "6 tháng cuối năm 2021", "30/6/2021"),
        *("Chưa báo cáo (chưa đến hạn)", "năm 2021"),
    ]


def test_the_answer_in_a_sentence(store):
    keep(store, UNITS, JUNE)

    def said(seen: View) -> str:
        return words.pool_sentence(of_round(store, SECOND_HALF, seen), seen, vi)

    assert said(view(JULY)) == (
        "2 trong 3 đơn vị đã báo cáo cho kỳ 6 tháng cuối năm 2021: 17 người trong nguồn, 7 (của 1 đơn vị) đã học lớp,"
        " dự kiến kết nạp 4; 1 đơn vị chưa báo cáo (hạn 30/6/2021)."
    )
    assert said(view(date(2021, 5, 31))) == (
        "Chưa đơn vị nào trong 3 đơn vị báo cáo cho kỳ 6 tháng cuối năm 2021 (chưa đến hạn 30/6/2021)."
    )
    assert said(view(JULY, unit="A")) == (
        "Cả 1 đơn vị đã báo cáo cho kỳ 6 tháng cuối năm 2021: 12 người trong nguồn, 7 đã học lớp, dự kiến kết nạp 4."
    )
    assert "dự kiến kết nạp 3 từ nguồn Đoàn Thanh niên" in said(view(JULY, source="youth_union"))


def test_the_table_leaves_out_what_is_not_reported_and_sums_what_is(store):
    keep(store, UNITS, JUNE)
    rows = pool.reports(store, view(JULY), SECOND_HALF)
    table = sheets.reports_by_unit(rows, of_round(store, SECOND_HALF, view(JULY)), vi).set_index("Đơn vị")
    assert table.index.tolist() == ["Chi bộ Sở B", "Đảng bộ Sở A", "Chi bộ Sở C", "Cộng 2 trong 3 đơn vị"]
    expected = table["Dự kiến kết nạp"]
    assert (expected.iloc[0], expected.iloc[1], expected.iloc[3]) == (0, 4, 4)
    assert expected.isna().tolist() == [False, False, True, False]
    youth = view(JULY, source="youth_union")
    told = sheets.reports_by_unit(pool.reports(store, youth, SECOND_HALF), of_round(store, SECOND_HALF, youth), vi)
    assert set(told["Tổng số quần chúng"]) == {"–"}


# --- what came of it

CAME = admitted(("Sở A", "5/2/2021"), ("Sở A", "30/6/2021"), ("Sở B", "1/7/2021"), ("Sở A", "31/12/2021"))
BEFORE = reports(
    ("Sở A", "20/12/2020", FIRST_HALF, "80,12,7,3,2,4,4,0"),
    ("Sở A", "30/12/2020", FIRST_HALF, "80,12,7,3,2,3,3,0"),
    ("Sở A", "1/3/2021", FIRST_HALF, "80,12,7,3,2,9,9,0"),
    ("Sở B", "5/1/2021", FIRST_HALF, "20,5,4,0,0,2,2,0"),
    ("Sở B", "5/2/2021", FIRST_HALF, "20,5,4,0,0,1,1,0"),
    ("Sở A", "20/1/2021", YEAR, "80,12,7,3,2,8,8,0"),
    ("Sở A", "1/9/2021", SECOND_HALF, "80,12,7,3,2,2,2,0"),
    ("Sở B", "2/1/2022", SECOND_HALF, "20,5,4,0,0,1,1,0"),
)
LATER = date(2022, 1, 31)


def outcomes(store: Store, seen: View) -> list[tuple]:
    rows = pool.outcomes(store, seen)
    return list(rows[["unit_code", "period", "expected", "admitted"]].itertuples(index=False, name=None))


def test_what_was_expected_when_a_period_began_beside_all_that_came_in_it(store):
    keep(store, UNITS, CAME, BEFORE)
    assert outcomes(store, View(2022, LATER)) == [
        ("B", FIRST_HALF, 2, 0),  # its first, for none came by 31/12/2020
        ("A", FIRST_HALF, 3, 2),  # the newest by the deadline; 5/2 and 30/6
        ("A", YEAR, 8, 3),
        ("A", SECOND_HALF, 2, 1),  # B wrote after the period was over: no expectation
    ]


def test_reliability_adds_periods_that_do_not_overlap(store):
    keep(store, UNITS, CAME, BEFORE)
    found = pool.reliability(store, View(2022, LATER)).set_index("unit_code")
    # A: 2 of 3 and 1 of 2, the year left out; B: 0 of 2.
    assert found.loc["A", ["expected", "admitted", "periods"]].tolist() == [5, 3, 2]
    assert found.loc["B", ["expected", "admitted", "periods"]].tolist() == [2, 0, 1]
    assert words.kept_sentence(found, vi) == (
        "Trong các kỳ đã kết thúc, các đơn vị dự kiến kết nạp 7 đồng chí, thực tế kết nạp 3 (42,9%)."
    )


def test_a_share_needs_more_than_two_people_and_few_reports_make_a_wide_range(store):
    keep(store, UNITS, CAME, BEFORE)
    seen = View(2022, LATER)
    rows = pool.outcomes(store, seen)
    past = pool.reliability(store, seen)
    table = sheets.kept_by_unit(past, rows[rows["period"] == SECOND_HALF], vi).set_index("Đơn vị")
    assert table.loc["Đảng bộ Sở A", ["Thực tế/dự kiến các kỳ đó", "Tỷ lệ"]].tolist() == ["3/5", "60,0%"]
    assert table.loc["Chi bộ Sở B", ["Thực tế/dự kiến các kỳ đó", "Tỷ lệ"]].tolist() == ["0/2", "–"]
    assert table.loc["Đảng bộ Sở A", "Dự kiến kỳ đang chọn"] == 2
    for _, row in past.iterrows():
        assert 0 < row["low"] < 0.6 < row["high"]


def test_a_period_that_runs_is_said_to_run_with_what_came_so_far(store):
    keep(store, UNITS, CAME, BEFORE)
    by_period = pool.by_period(pool.outcomes(store, view(date(2021, 6, 21))), date(2021, 6, 21))
    assert by_period[["expected", "admitted", "state"]].values.tolist() == [[5, 1, "open"], [8, 1, "open"]]
    assert pool.reliability(store, view(date(2021, 6, 21))).empty
    shown = sheets.kept_by_period(by_period, vi)
    assert shown["Trạng thái"].tolist() == ["đang diễn ra", "đang diễn ra"]
    assert shown["Thực tế so với dự kiến"].tolist() == ["–", "–"]


def test_a_merged_unit_counts_where_it_went_once_all_its_parts_had_reported(store):
    merged = "4,D,Chi bộ Sở D,P1,Ủy viên 1,,01/04/2021,C\n"
    d = reports(("Sở D", "20/12/2020", FIRST_HALF, "9,3,3,0,0,2,2,0"))
    keep(store, UNITS + merged, admitted(("Sở D", "5/2/2021"), ("Sở C", "5/5/2021")), d)
    assert outcomes(store, View(2022, LATER)) == []  # C expected somebody or not: nobody knows
    keep(store, reports(("Sở C", "20/12/2020", FIRST_HALF, "9,3,3,0,0,1,1,0")))
    assert outcomes(store, View(2022, LATER)) == [("C", FIRST_HALF, 3, 2)]


def test_what_a_source_expected_is_held_against_its_own_admissions(store):
    keep(store, UNITS, CAME, BEFORE)
    assert ("A", FIRST_HALF, 3, 2) in outcomes(store, View(2022, LATER, source="youth_union"))
    assert ("A", FIRST_HALF, 0, 0) in outcomes(store, View(2022, LATER, source="trade_union"))


def test_months_nobody_knows_make_no_outcome(store):
    keep(store, UNITS, "Năm,Tháng,Đơn vị,Số kết nạp\n2021,2,Sở A,1\n", BEFORE)
    found = pool.outcomes(store, View(2022, LATER))
    assert found["admitted"].isna().all()
    assert pool.reliability(store, View(2022, LATER)).empty


# --- does it suffice

# Targets of the year assigned by number; A has one admission in January and one in August.
TARGETS = (
    "Cấp,Đơn vị,Năm,Loại chỉ tiêu,Chỉ tiêu,Cấp giao,Ngày\n"
    "Đơn vị,Sở A,2021,Số lượng,8,ĐUK,01/01/2021\nĐơn vị,Sở B,2021,Số lượng,2,ĐUK,01/01/2021\n"
    "Đơn vị,Sở C,2021,Số lượng,3,ĐUK,01/01/2021\n"
)
MEMBERS = "Đơn vị,Năm,Tổng số đảng viên\nSở A,2021,200\nSở B,2021,100\nSở C,2021,100\n"
SOME = admitted(("Sở A", "5/1/2021"), ("Sở A", "5/8/2021"))


def judged(store: Store, day: date, stage: str = "class_done", **narrowed: str) -> pool.Enough:
    seen = view(day, **narrowed)
    found = pool.judged(store, seen, pool.default_period(store, seen), stage)
    assert found is not None
    return found


def test_each_unit_has_enough_or_is_short_and_no_surplus_helps_another(store):
    keep(store, UNITS, MEMBERS, TARGETS, SOME, reports(
        ("Sở A", "15/6/2021", SECOND_HALF, "80,12,5,3,2,4,3,1"),
        ("Sở B", "15/6/2021", SECOND_HALF, "20,9,6,0,0,1,0,0"),
    ))  # fmt: skip
    found = judged(store, JULY)
    # A: target 8, 1 in, needs 7 and has 5 with the class; B: needs 2 and has 6; C: needs 3 and has not reported.
    assert found.rows["state"].tolist() == ["enough", "short", "not_reported"]
    assert (found.needed, found.covered, found.short, found.surplus, found.unknown) == (12, 7, 2, 4, 3)
    assert found.needed == found.covered + found.short + found.unknown
    # By the pool both have enough: 12 of 7, 9 of 2; by dossiers A has 2 and B none.
    assert judged(store, JULY, "in_pool").short == 0
    assert judged(store, JULY, "dossier_ready").short == (7 - 2) + (2 - 0)
    assert judged(store, JULY, "expected").short == (7 - 4) + (2 - 1)
    assert judged(store, JULY, officer="P2").needed == 2 + 3


def test_what_one_unit_has_beyond_its_target_is_said_beside_the_sum_of_needs(store):
    more = admitted(*[("Sở B", f"{day}/6/2021") for day in (1, 2, 3)])
    keep(store, UNITS, MEMBERS, TARGETS, more, reports(("Sở A", "15/6/2021", SECOND_HALF, "80,12,5,3,2,4,3,1")))
    found = judged(store, JULY)
    # A needs all its 8 and C its 3; B has 3 of 2. Targets 13, admitted 3.
    assert (found.needed, found.beyond) == (11, 1)
    assert "vượt chỉ tiêu 1: tính theo tổng số chỉ còn cần 10." in words.enough_sentence(found, view(JULY), vi)
    table = sheets.need_and_candidates(found, vi)
    assert table.iloc[-1][["Đơn vị", "Chỉ tiêu", "Còn thiếu", "Trạng thái"]].tolist() == ["Tổng", 13, 11, ""]


def test_who_was_admitted_since_the_report_is_no_candidate_any_more(store):
    keep(store, UNITS, MEMBERS, TARGETS, SOME, reports(("Sở A", "15/6/2021", SECOND_HALF, "80,12,5,3,2,4,3,1")))
    found = judged(store, date(2021, 8, 31))
    a = found.rows.set_index("unit_code").loc["A"]
    # 5/8/2021 after the report, 5/1/2021 before it: 8 - 2 needed, 5 - 1 there.
    assert a[["needed", "told", "admitted_since", "available", "short"]].tolist() == [6, 5, 1, 4, 2]


def test_of_what_is_expected_in_the_year_the_admitted_are_taken_off(store):
    keep(store, UNITS, MEMBERS, TARGETS, SOME, reports(("Sở A", "20/1/2021", YEAR, "80,12,5,3,2,4,3,1")))
    a = judged(store, JULY, "expected").rows.set_index("unit_code").loc["A"]
    assert a[["told", "admitted_since", "available"]].tolist() == [4, 1, 3]  # 5/1/2021 lies in the year


def test_a_number_a_report_does_not_give_is_not_zero(store):
    keep(store, UNITS, MEMBERS, TARGETS, admitted(("Sở A", "5/1/2020")))
    keep(store, reports(("Sở B", "15/6/2021", SECOND_HALF, "20,9,,,,1,,")))
    found = judged(store, JULY)
    assert found.rows["state"].tolist() == ["not_told", "not_reported", "not_reported"]
    assert (found.short, found.unknown) == (0, 2 + 8 + 3)


def test_a_unit_without_a_target_or_with_all_it_needs_is_short_of_nobody(store):
    targets = TARGETS.replace("Sở C,2021,Số lượng,3", "Sở C,2021,Số lượng,0").replace("Số lượng,8", "Số lượng,1")
    keep(store, UNITS, MEMBERS, targets, SOME, JUNE)
    assert judged(store, JULY).rows["state"].tolist() == ["not_told", "met", "no_target"]


def test_the_newest_round_that_reaches_the_years_end_is_judged_by(store):
    first = reports(
        ("Sở A", "20/1/2021", YEAR, "80,12,5,3,2,4,3,1"), ("Sở A", "2/2/2021", FIRST_HALF, "8,2,1,0,0,1,1,0")
    )
    keep(store, UNITS, MEMBERS, TARGETS, SOME, first)
    seen = view(date(2021, 5, 31))
    assert pool.default_period(store, seen) == FIRST_HALF
    for chosen in (FIRST_HALF, SECOND_HALF, YEAR):  # of the second half nobody has reported yet
        found = pool.judged(store, seen, chosen, "class_done")
        assert found is not None
        assert found.period == YEAR


@pytest.mark.parametrize(
    "seen", [view(date(2021, 12, 31)), view(JULY, source="youth_union"), view(date(2021, 6, 1)), View(2020, JULY)]
)
def test_a_year_that_is_over_a_source_and_a_day_before_all_reports_are_not_judged(store, seen):
    keep(store, UNITS, MEMBERS, TARGETS, SOME, JUNE)
    assert pool.judged(store, seen, SECOND_HALF, "class_done") is None
    assert words.not_judged(seen, vi)


def test_without_targets_nothing_is_judged(store):
    keep(store, UNITS, JUNE)
    assert pool.judged(store, view(JULY), SECOND_HALF, "class_done") is None


def test_the_chart_parts_what_is_needed_by_officer_and_adds_up(store):
    keep(store, UNITS, MEMBERS, TARGETS, SOME, JUNE)
    found = judged(store, JULY, "in_pool")
    bars = words.need_bars(pool.by_officer(found), "officer_label", vi)
    # A of officer 1 needs 7 of 12; B of officer 2 needs 2 of 5, C needs 3 and has not reported.
    assert bars[["label", "covered", "short", "unknown"]].values.tolist() == [
        ["Ủy viên 1", 7, 0, 0],
        ["Ủy viên 2", 2, 0, 3],
    ]
    figure = charts.needs(bars, vi)
    assert [trace.name for trace in figure.data] == ["Đã có nguồn", "Còn thiếu nguồn", "Chưa báo cáo"]
    assert sum(sum(trace.x) for trace in figure.data) == found.needed
    assert len({trace.marker.pattern.shape for trace in figure.data}) == 3


# --- the sample and the page


def test_the_sample_as_the_letter_was_written(sample):
    # 52 units, 96 expected: the round of June 2021 in data/sample, one of the 70 units having been merged in March.
    found = of_round(sample, SECOND_HALF, View(2021, date(2021, 6, 21)))
    assert (found.asked, found.reported, found.missing, found.told["expected"]) == (69, 52, 17, Told(96, 52))
    units = judged(sample, date(2021, 6, 21))
    assert units.needed == units.covered + units.short + units.unknown
    by_officer = [of_round(sample, SECOND_HALF, View(2021, date(2021, 6, 21), officer=f"UV{n}")) for n in range(1, 8)]
    assert sum(each.reported for each in by_officer) == 52


@pytest.fixture
def filled(store) -> Store:
    """The sample in a store of the test's own."""
    batch.load_sample(store, "test", date(2021, 6, 21))
    return store


def on(monkeypatch, store: Store, **query: str) -> AppTest:
    """The page of the pool."""
    app = opened(monkeypatch, store, **query).run()
    app.switch_page("pages/pool.py").run()
    assert not app.exception
    return app


def test_the_page_answers_and_remembers_what_is_chosen(monkeypatch, filled):
    app = on(monkeypatch, filled)
    assert "69 trong 70 đơn vị đã báo cáo cho kỳ năm 2021" in text(app)
    app.selectbox(key=f"period_vi_{YEAR.code}").select(SECOND_HALF.code).run()
    assert "Chưa đơn vị nào trong 69 đơn vị báo cáo cho kỳ 6 tháng cuối năm 2021 (chưa đến hạn 30/6/2021)." in text(app)
    # Need is still judged, by the reports there are.
    assert "(báo cáo kỳ năm 2021, lập từ" in text(app)
    assert app.get("plotly_chart")
    assert app.session_state["chosen"]["period"] == SECOND_HALF.code


def test_the_page_in_june_lists_whom_to_remind(monkeypatch, filled):
    app = on(monkeypatch, filled, as_of="2021-06-21")
    assert "52 trong 69 đơn vị đã báo cáo cho kỳ 6 tháng cuối năm 2021" in text(app)
    assert app.code[0].value.count("\n- ") == 17
    app.selectbox(key="stage_vi_class_done").select("dossier_ready").run()
    assert "tính theo số đã hoàn thiện hồ sơ" in text(app)


def test_the_page_in_english_of_one_source_says_what_is_not_known(monkeypatch, filled):
    app = on(monkeypatch, filled, as_of="2021-06-21", language="en", source="trade_union")
    assert "52 of 69 units have reported for the second half of 2021: 21 expected of this source" in text(app)
    assert "targets and candidates are not known by source" in text(app)
    assert not app.get("plotly_chart")


def test_a_deadline_set_on_the_page_counts_at_once(monkeypatch, filled):
    app = on(monkeypatch, filled, as_of="2021-06-21")
    field = next(each for each in app.date_input if each.label == "Hạn báo cáo của kỳ")
    field.set_value(date(2021, 6, 15)).run()
    assert not app.exception
    assert filled.setting("report_deadlines") == "2021-07-01..2021-12-31=2021-06-15"
    assert "(hạn 15/6/2021)" in text(app)
    late = pool.reports(filled, View(2021, date(2021, 6, 21)), SECOND_HALF)["state"].eq("late").sum()
    assert f"{52 - late} đúng hạn · {late} sau hạn · 17 chưa báo cáo" in text(app)


def test_a_nonsense_period_or_stage_in_the_address_is_the_default(monkeypatch, filled):
    app = on(monkeypatch, filled, period="gì đó", stage="x")
    assert app.selectbox(key=f"period_vi_{YEAR.code}").value == YEAR.code
    assert app.session_state["chosen"]["period"] == ""


def test_the_page_before_any_report_prepares_the_first_round(monkeypatch, store):
    keep(store, UNITS, admitted(("Sở A", "5/3/2021")), today=date(2021, 6, 21))
    app = on(monkeypatch, store)
    assert "Chưa đơn vị nào trong 3 đơn vị báo cáo cho kỳ 6 tháng cuối năm 2021 (chưa đến hạn 30/6/2021)." in text(app)
    assert app.code[0].value.count("\n- ") == 3
    assert not app.get("plotly_chart")
