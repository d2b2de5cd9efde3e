"""Classes: who is admitted, who waits, how long it takes, what next year asks; literal rows in, figures out."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from ketnap import charts, classes, sheets, words
from ketnap.account import View
from ketnap.i18n import Translator
from tests.rows import ROSTER, UNITS, keep

PEOPLE = (
    "Mã số,Họ và tên,Ngày sinh,Đơn vị cử đi học,Lớp,Loại lớp,Ngày bế giảng,Ngày cấp GCN,Xếp loại,Nguồn giới thiệu\n"
)
NUMBERS = "Lớp,Loại lớp,Ngày bế giảng,Đơn vị,Nguồn,Số hoàn thành\n"
vi, en = Translator("vi"), Translator("en")


def seen(day: str = "2021-12-31", **filters) -> View:
    """The view of the year of a day."""
    as_of = date.fromisoformat(day)
    return View(as_of.year, as_of, **filters)


def graduate(
    name: str, of: str, ended: str, unit="Sở A", code="", certified="", result="Khá", source="", kind="Cảm tình"
):
    """A row of a list of a class; the name stands for the person, all born on one day."""
    return f"{code},{name},01/02/1995,{unit},{of},{kind} Đảng,{ended},{certified},{result},{source}\n"


def admitted(name: str, day: str, unit="Sở A", held="", source="", note="", code="") -> str:
    """A row of a roster."""
    return f"{code},{name},01/02/1995,{unit},{day},{held},{source},{note}\n"


def counts(store, view: View) -> tuple[int, int, int, int]:
    """Graduates that count, admitted, waiting, apart."""
    found = classes.standing(classes.people(store, view))
    return found.graduates, found.admitted, found.waiting, found.apart


def of_class(store, view: View, code: str = "NT1") -> dict:
    """The row of a class in `cohorts`."""
    found = classes.cohorts(classes.people(store, view), view, classes.RIPE).set_index("class_code").loc[code]
    return {name: None if pd.isna(value) else value for name, value in found.items()}


def years(row: dict) -> list:
    """What a class brought in its own year, the next, the one after, and later."""
    return [row[name] for name in ("year_0", "year_1", "year_2", "later")]


def told_of(*years: int) -> str:
    """A roster that tells of these years by somebody else of each."""
    return ROSTER + "".join(admitted(f"Của {year}", f"05/01/{year}", unit="Sở B") for year in years)


BEGUN = told_of(2018, 2019, 2020)
FOUR = "".join(graduate(name, "NT1", "26/06/2018") for name in ("An", "Bình", "Chi", "Dung"))
THREE_CAME = admitted("An", "05/09/2018") + admitted("Bình", "05/03/2019") + admitted("Chi", "05/04/2021")


# --- by year of admission, and what is not over


def test_a_class_is_told_by_the_years_its_graduates_were_admitted_in(store):
    keep(store, UNITS, PEOPLE + FOUR, BEGUN + THREE_CAME)
    row = of_class(store, seen("2021-12-31"))
    assert years(row) == [1, 1, 0, 1]
    assert (row["size"], row["graduates"], row["admitted"], row["waiting"]) == (4, 4, 3, 1)
    # Within 24 months, to 26/6/2020: An and Bình.
    assert (row["ripe"], row["over"]) == (2, 4)


def test_years_that_are_not_over_are_open_and_those_ahead_have_no_figure(store):
    keep(store, UNITS, PEOPLE + FOUR, BEGUN + THREE_CAME)
    row = of_class(store, seen("2019-05-31"))
    assert years(row) == [1, 1, None, None]
    assert (row["over"], row["begun"], row["ripe"]) == (1, 2, None)
    shown = sheets.class_cohorts(classes.cohorts(classes.people(store, seen("2019-05-31")), seen("2019-05-31"), 24), en)
    assert shown.iloc[0].to_dict() == {
        **{"Class": "NT1", "Last day": "26 Jun 2018", "Graduates": 4, "Admitted": 2, "Not yet": 2},
        **{"Share so far": "50.0% (open)", "Within 24 months": "too young"},
        **{"Year N": "1", "Year N+1": "1 (open)", "Year N+2": "not begun", "Later years": "not begun"},
    }


@pytest.mark.parametrize(("day", "over"), [("2018-12-30", 0), ("2018-12-31", 1), ("2020-12-31", 3)])
def test_a_year_is_over_on_its_last_day(store, day, over):
    keep(store, UNITS, PEOPLE + FOUR, BEGUN + THREE_CAME)
    assert of_class(store, seen(day))["over"] == over


@pytest.mark.parametrize(("day", "ripe"), [("2020-06-25", None), ("2020-06-26", 2)])
def test_a_class_tells_its_share_once_it_is_24_months_old(store, day, ripe):
    keep(store, UNITS, PEOPLE + FOUR, BEGUN + THREE_CAME)
    assert of_class(store, seen(day))["ripe"] == ripe


def test_later_years_stay_open_while_a_certificate_lasts(store):
    keep(store, UNITS, PEOPLE + FOUR, BEGUN + THREE_CAME, today=date(2024, 12, 31))
    # 26/6/2018 and 60 months: 26/6/2023.
    assert [of_class(store, seen(day))["later_open"] for day in ("2023-06-26", "2023-06-27")] == [True, False]


def test_before_the_roster_begins_nothing_is_known_and_that_is_no_zero(store):
    keep(store, UNITS, PEOPLE + FOUR, ROSTER + admitted("An", "05/02/2019"))
    view = seen("2020-06-30")
    row = of_class(store, view)
    assert years(row) == [None, 1, 0, None]
    assert (row["followed"], row["ripe"]) == (False, None)
    rows = classes.people(store, view)
    found = classes.standing(rows)
    assert (found.graduates, found.waiting, found.unfollowed_graduates, found.unclear) == (0, 0, 4, 3)
    assert "who was admitted is not known" in words.classes_sentence(found, view, en)
    assert classes.wait(rows, view) == classes.Wait(None, None, 0, 0)
    assert classes.curves(rows, view).empty
    by_year = classes.admitted_by_year(rows, view)[2018]
    assert [None if pd.isna(count) else count for count in by_year] == [None, 1, 0]
    shown = sheets.class_cohorts(classes.cohorts(rows, view, 24), vi).iloc[0]
    assert (shown["Năm N"], shown["Tỷ lệ đến nay"], shown["Trong 24 tháng"]) == ("–", "–", "–")


def test_admitted_in_each_year_by_year_of_class(store):
    second = graduate("Em", "NT2", "28/03/2019") + graduate("Giang", "NT2", "28/03/2019")
    keep(store, UNITS, PEOPLE + FOUR + second, BEGUN + THREE_CAME + admitted("Em", "05/06/2019"))
    view = seen("2021-05-31")
    table = classes.admitted_by_year(classes.people(store, view), view)
    assert table[2018].tolist() == [1, 1, 0, 1]
    assert table[2019].isna().tolist() == [True, False, False, False]
    assert table[2019].iloc[1:].tolist() == [1, 0, 0]
    shown = sheets.admitted_graduates(table, view, en)
    assert shown["Year of admission"].tolist() == ["2018", "2019", "2020", "to 31 May 2021", "Sum"]
    assert shown["Graduates admitted"].tolist() == ["1", "2", "0", "1", "4"]


# --- who counts


def test_before_its_last_day_a_class_is_not_there(store):
    keep(store, UNITS, PEOPLE + FOUR, BEGUN + THREE_CAME)
    assert counts(store, seen("2018-06-25")) == (0, 0, 0, 0)
    assert counts(store, seen("2018-06-26")) == (4, 0, 4, 0)


def test_who_failed_or_stayed_away_is_no_graduate(store):
    failed = graduate("Em", "NT1", "26/06/2018", result="Không đạt") + graduate("G", "NT1", "26/06/2018", result="Vắng")
    keep(store, UNITS, PEOPLE + FOUR + failed, BEGUN + admitted("Em", "05/03/2019"))
    assert counts(store, seen()) == (4, 0, 4, 0)


def test_who_learns_again_is_one_person_and_waits_once(store):
    again = graduate("An", "NT2", "28/03/2019", unit="Sở B")
    keep(store, UNITS, PEOPLE + FOUR + again, BEGUN)
    assert counts(store, seen("2019-03-27")) == (4, 0, 4, 0)
    assert counts(store, seen("2019-03-28")) == (4, 0, 4, 1)
    assert [of_class(store, seen("2019-03-28"), code)["graduates"] for code in ("NT1", "NT2")] == [3, 1]
    by_unit = classes.by_unit(store, classes.people(store, seen("2019-03-28")))
    assert by_unit[["unit_code", "waiting"]].values.tolist() == [["A", 3], ["B", 1]]


def test_who_learns_again_is_admitted_once_after_the_last_class_before(store):
    keep(store, UNITS, PEOPLE + FOUR + graduate("An", "NT2", "28/03/2019"), BEGUN + admitted("An", "05/06/2019"))
    assert counts(store, seen()) == (4, 1, 3, 1)
    assert [of_class(store, seen(), code)["admitted"] for code in ("NT1", "NT2")] == [0, 1]


def test_a_class_attended_after_the_admission_makes_nobody_wait(store):
    keep(store, UNITS, PEOPLE + FOUR + graduate("An", "NT2", "28/03/2019"), BEGUN + admitted("An", "05/09/2018"))
    assert counts(store, seen()) == (4, 1, 3, 1)
    assert [of_class(store, seen(), code)["admitted"] for code in ("NT1", "NT2")] == [1, 0]


def test_a_later_class_that_was_failed_takes_nothing_away(store):
    keep(store, UNITS, PEOPLE + FOUR + graduate("An", "NT2", "28/03/2019", result="Vắng"), BEGUN)
    assert counts(store, seen()) == (4, 0, 4, 0)


def test_namesakes_of_one_birth_date_with_codes_of_their_own_are_two(store):
    two = graduate("An", "NT1", "26/06/2018", code="S1") + graduate("An", "NT2", "28/03/2019", code="S2")
    keep(store, UNITS, PEOPLE + two, BEGUN)
    assert counts(store, seen()) == (2, 0, 2, 0)


@pytest.mark.parametrize(
    ("day", "note", "apart"),
    [
        ("05/05/2018", "", 1),  # before the class: a member already
        ("05/03/2019", "Kết nạp lại", 1),  # follows from no class, but waits no more
        ("05/03/2019", "Hủy quyết định", 0),
    ],
)
def test_what_is_no_conversion(store, day, note, apart):
    keep(store, UNITS, PEOPLE + FOUR, BEGUN + admitted("An", day, note=note))
    assert counts(store, seen()) == (4 - apart, 0, 4 - apart, apart)


def test_an_annulled_admission_counts_until_the_day_it_was_annulled(store):
    roster = "Họ và tên,Ngày sinh,Đơn vị,Ngày QĐ,Ngày hủy QĐ\nAn,01/02/1995,Sở A,05/03/2019,20/06/2019\n"
    keep(store, UNITS, PEOPLE + FOUR, BEGUN, roster)
    assert counts(store, seen("2019-06-19")) == (4, 1, 3, 0)
    assert counts(store, seen("2019-06-20")) == (4, 0, 4, 0)


def test_a_year_of_which_no_roster_tells_is_not_known_and_leaves_the_class_out_of_shares(store):
    roster = ROSTER + admitted("An", "05/09/2018") + admitted("Bình", "05/03/2021")
    keep(store, UNITS, PEOPLE + FOUR, roster)
    row = of_class(store, seen("2021-05-31"))
    assert (years(row), row["followed"], row["ripe"]) == ([1, None, None, 1], False, None)


def test_months_the_roster_does_not_tell_of_yet_take_no_class_out(store):
    keep(store, UNITS, PEOPLE + FOUR, BEGUN + THREE_CAME, today=date(2024, 12, 31))
    assert counts(store, seen("2022-05-31")) == (4, 3, 1, 0)


def test_the_basis_decides_the_day_of_the_admission(store):
    came = admitted("An", "28/12/2018", held="19/01/2019") + admitted("Bình", "05/06/2019")
    keep(store, UNITS, PEOPLE + FOUR, BEGUN + came)
    assert years(of_class(store, seen()))[:2] == [1, 1]
    assert years(of_class(store, seen(basis="ceremony")))[:2] == [0, 2]
    assert counts(store, seen("2018-12-31", basis="ceremony")) == (4, 0, 4, 0)


def test_filters_narrow_by_the_unit_and_source_of_the_graduate(store):
    people = (
        graduate("An", "NT1", "26/06/2018", source="Đoàn TN")
        + graduate("Bình", "NT1", "26/06/2018", source="Công đoàn")
        + graduate("Chi", "NT1", "26/06/2018", unit="Sở B", source="Đoàn TN")
    )
    keep(store, UNITS, PEOPLE + people, BEGUN + admitted("An", "05/03/2019", unit="Sở B"))
    assert counts(store, seen()) == (3, 1, 2, 0)
    # An was sent by A and is admitted, wherever that was.
    assert counts(store, seen(unit="A")) == counts(store, seen(officer="P1")) == (2, 1, 1, 0)
    assert counts(store, seen(unit="B")) == (1, 0, 1, 0)
    assert counts(store, seen(source="youth_union")) == (2, 1, 1, 0)
    assert counts(store, seen(source="trade_union", officer="P2")) == (0, 0, 0, 0)


def test_of_people_known_by_number_the_rest_waits(store):
    numbers = "NT1,Cảm tình Đảng,26/06/2018,Sở A,,5\nNT1,Cảm tình Đảng,26/06/2018,Sở B,,2\n"
    roster = "Họ và tên,Đơn vị,Ngày QĐ,Lớp\nMột,Sở A,05/03/2019,nt1\nHai,Sở A,05/04/2019,NT1\nBa,Sở B,05/04/2019,NT9\n"
    keep(store, UNITS, NUMBERS + numbers, roster, BEGUN)
    assert counts(store, seen()) == (7, 2, 5, 0)
    assert counts(store, seen(unit="A")) == (5, 2, 3, 0)
    assert counts(store, seen(unit="B")) == (2, 0, 2, 0)
    assert counts(store, seen("2019-03-31")) == (7, 1, 6, 0)


def test_more_admissions_than_graduates_of_a_number_are_no_graduates(store):
    roster = "Họ và tên,Đơn vị,Ngày QĐ,Lớp\nMột,Sở A,05/03/2019,NT1\nHai,Sở A,05/04/2019,NT1\n"
    keep(store, UNITS, NUMBERS + "NT1,Cảm tình Đảng,26/06/2018,Sở A,,1\n", roster, BEGUN)
    assert counts(store, seen()) == (1, 1, 0, 0)
    assert years(of_class(store, seen()))[1] == 1


# --- certificates


@pytest.mark.parametrize(
    ("certified", "day", "standing"),
    [
        ("29/02/2016", "2021-02-28", (1, 1, 0)),  # 60 months on there is no 29/2: the last day of the month
        ("29/02/2016", "2021-03-01", (0, 0, 1)),
        ("28/02/2015", "2020-02-28", (1, 1, 0)),
        ("28/02/2015", "2020-02-29", (0, 0, 1)),
        ("31/08/2016", "2021-08-31", (1, 1, 0)),
        ("31/08/2016", "2021-09-01", (0, 0, 1)),
        ("15/06/2016", "2020-06-14", (1, 0, 0)),  # more than 12 months are left
        ("15/06/2016", "2020-06-15", (1, 1, 0)),
    ],
)
def test_a_certificate_is_valid_for_60_months_from_its_date(store, certified, day, standing):
    keep(store, UNITS, PEOPLE + graduate("An", "NT1", "10/01/2015", certified=certified), told_of(*range(2015, 2022)))
    found = classes.standing(classes.people(store, seen(day)))
    assert (found.valid, found.ending, found.expired) == standing


def test_certificates_of_people_whose_outcome_nobody_knows_are_told_apart(store):
    # The four of NT1 came before the roster: An is found in it, of three nobody knows. NT2 has one who waits.
    later = graduate("Em", "NT2", "10/03/2019", certified="20/09/2018")
    keep(store, UNITS, PEOPLE + FOUR + later, ROSTER + admitted("An", "05/02/2019"))
    found = classes.standing(classes.people(store, seen("2022-12-30")))
    assert (found.ending, found.unclear_ending, found.unclear) == (4, 3, 3)
    said = words.classes_sentence(found, seen("2022-12-30"), en)
    assert "within 12 months: 4 (3 of them of unknown outcome)." in said
    assert "(" not in words.classes_sentence(replace(found, unclear_ending=0), seen(), en).partition("months: ")[2]


def test_without_a_date_of_its_own_the_last_day_of_the_class_counts(store):
    keep(store, UNITS, PEOPLE + graduate("An", "NT1", "10/01/2016"), told_of(*range(2016, 2021)))
    found = [classes.standing(classes.people(store, seen(day))) for day in ("2021-01-10", "2021-01-11")]
    assert [each.expired for each in found] == [0, 1]


# --- how long


def test_half_of_all_takes_longer_than_half_of_those_admitted(store):
    # An after 73 days, Bình after 252; Chi and Dung wait.
    keep(store, UNITS, PEOPLE + FOUR, BEGUN + admitted("An", "07/09/2018") + admitted("Bình", "05/03/2019"))
    view = seen("2019-05-31")
    found = classes.wait(classes.people(store, view), view)
    month = 365.25 / 12
    # Of four the second is the half: 1 - 2/4.
    assert found.of_all == pytest.approx(252 / month)
    assert found.of_admitted == pytest.approx((73 + 252) / 2 / month)
    assert (found.graduates, found.admitted) == (4, 2)


def test_a_young_class_does_not_lower_what_an_old_one_taught(store):
    young = "".join(graduate(f"Trẻ {n}", "NT2", "20/05/2019") for n in "abcdef")
    keep(store, UNITS, PEOPLE + FOUR + young, BEGUN + admitted("An", "07/09/2018") + admitted("Bình", "05/03/2019"))
    view = seen("2019-05-31")
    # The six were seen for 11 days only: at the first admission after that none of them is at risk.
    assert classes.wait(classes.people(store, view), view).of_all == pytest.approx(252 / (365.25 / 12))


def test_a_half_that_is_not_reached_is_said_so(store):
    keep(store, UNITS, PEOPLE + FOUR, BEGUN + admitted("An", "07/09/2018"))
    view = seen("2019-05-31")
    rows = classes.people(store, view)
    found = classes.wait(rows, view)
    assert (found.of_all, found.of_admitted) == (None, pytest.approx(73 / (365.25 / 12)))
    card = words.classes_cards(classes.standing(rows), found, vi)[1]
    assert card[1:] == (
        "chưa tới một nửa",
        "chưa tới một nửa số học viên được kết nạp; trung vị của những người đã kết nạp: 2,4 tháng",
    )


def test_curves_end_where_the_day_cuts_them_and_are_dotted_where_a_class_is_too_young(store):
    second = graduate("Em", "NT2", "26/12/2018") + graduate("Giang", "NT2", "26/12/2018")
    keep(store, UNITS, PEOPLE + FOUR + second, BEGUN + admitted("An", "05/09/2018") + admitted("Bình", "05/05/2019"))
    view = seen("2019-05-31")
    found = classes.curves(classes.people(store, view), view)
    month = 365.25 / 12
    # NT1 is 339 days old, NT2 156. An came on day 71 of 6 at risk, Bình on day 313 of the 3 left of NT1.
    assert found["months"].tolist() == pytest.approx([0, 71 / month, 156 / month, 313 / month, 339 / month])
    assert found["share"].tolist() == pytest.approx([0, 1 / 6, 1 / 6, 1 - 5 / 6 * 2 / 3, 1 - 5 / 6 * 2 / 3])
    assert found["is_whole"].tolist() == [True, True, True, False, False]
    drawn = charts.class_curves(found, en)
    assert [trace.line.dash for trace in drawn.data[:2]] == ["solid", "dot"]
    assert drawn.data[2].marker.symbol == "circle-open"
    assert drawn.data[2].text == ("2018: 44%",)
    shown = sheets.class_curves(found, en).iloc[0]
    assert shown["6 months"] == "16.7% (open)"
    assert shown.get("12 months", "not begun") == "not begun"


# --- classes that are needed


def test_the_plan_divides_what_is_missing_by_the_share_and_the_size(store):
    keep(store, UNITS, PEOPLE + FOUR, BEGUN + THREE_CAME, "Cấp,Năm,Loại,Chỉ tiêu\nKhối,2021,Số lượng,10\n")
    view = seen("2020-12-31")
    rows = classes.people(store, view)
    found = classes.plan(store, view, rows)
    # The only ripe class: An and Bình of four within 24 months; four graduates a class.
    assert (found.year, found.target, found.share, found.ripe, found.size) == (2021, 10, 0.5, 1, 4)
    assert (found.valid, found.missing) == (2, 10 - found.expected)
    assert found.participants(0.5) == 2 * found.missing
    assert found.classes(0.5) == -(-2 * found.missing // 4)
    asked = classes.plan(store, view, rows, 0.25, 30)
    assert (asked.participants(asked.share), asked.classes(asked.share)) == (
        4 * found.missing,
        -(-4 * found.missing // 30),
    )
    assert "10 đồng chí năm 2021" in words.plan_sentence(asked, vi)


def test_the_plan_names_the_range_between_classes_and_what_it_does_not_know(store):
    other = "".join(graduate(f"Khác {n}", "NT2", "28/03/2018") for n in "abcd")
    keep(store, UNITS, PEOPLE + FOUR + other, BEGUN + THREE_CAME + admitted("Khác a", "05/06/2018"))
    view = seen("2020-12-31")
    rows = classes.people(store, view)
    found = classes.plan(store, view, rows)
    # 2 of 4 and 1 of 4.
    assert (found.share, found.low, found.high, found.is_range_of_classes) == (3 / 8, 0.25, 0.5, True)
    assert found.target is None
    assert found.participants(found.share) is None
    assert words.plan_sentence(found, en) == "No target of 2021 is known for this view."


def test_who_waits_with_an_expired_certificate_is_expected_by_no_plan(store):
    target = "Cấp,Năm,Loại,Chỉ tiêu\nKhối,2024,Số lượng,10\n"
    keep(store, UNITS, PEOPLE + FOUR, BEGUN + THREE_CAME, target, today=date(2024, 1, 1))
    view = seen("2023-12-31")
    found = classes.plan(store, view, classes.people(store, view))
    assert (found.valid, found.expected, found.missing) == (0, 0, 10)


def test_young_graduates_with_valid_certificates_are_expected(store):
    young = "".join(graduate(f"Trẻ {n}", "NT2", "20/12/2020") for n in range(20))
    came = "".join(graduate(f"Cũ {n}", "NT0", "20/12/2018") for n in range(20))
    roster = "".join(admitted(f"Cũ {n}", "05/06/2019") for n in range(20))
    target = "Cấp,Năm,Loại,Chỉ tiêu\nKhối,2021,Số lượng,30\n"
    keep(store, UNITS, PEOPLE + young + came, BEGUN + roster, target)
    view = seen("2020-12-31")
    found = classes.plan(store, view, classes.people(store, view))
    # All of the old class came in half a year: most of the young one must be expected, and nobody beyond it.
    assert (found.share, found.valid) == (1.0, 20)
    assert 10 < found.expected <= 20
    assert found.missing == 30 - found.expected


# --- recognised, and classes for new members


def test_how_many_can_be_recognised_and_how_many_were_found(store):
    vague = ",Mờ,1995,Sở A,NT1,Cảm tình Đảng,26/06/2018,,Khá,\n"
    numbers = NUMBERS + "NT2,Cảm tình Đảng,26/06/2019,Sở B,,7\n"
    stranger = admitted("Lạ", "05/03/2019", unit="Sở B")
    keep(store, UNITS, PEOPLE + FOUR + vague, numbers, BEGUN + THREE_CAME + stranger)
    view = seen("2020-12-31")
    found = classes.matched(store, view, classes.people(store, view))
    assert (found.listed, found.recognisable, found.numbered) == (5, 4, 7)
    # Of 2018 An, the roster's first being before the class; of 2019 Bình and two of no class; of 2020 one of none.
    assert found.years.values.tolist() == [[2018, 1, 1], [2019, 3, 1], [2020, 1, 0]]
    narrowed = seen("2020-12-31", unit="B")
    assert classes.matched(store, narrowed, classes.people(store, narrowed)).years.values.tolist() == [
        [2019, 2, 0],
        [2020, 1, 0],
    ]


def test_classes_for_new_members_stand_apart(store):
    new = graduate("An", "ĐVM1", "26/09/2019", kind="Đảng viên mới -")
    new = new.replace("Đảng viên mới - Đảng", "Đảng viên mới")
    keep(store, UNITS, PEOPLE + FOUR, PEOPLE + new, BEGUN + THREE_CAME)
    assert counts(store, seen()) == (4, 3, 1, 0)
    assert classes.new_member(store, seen("2019-09-25")).empty
    assert classes.new_member(store, seen(unit="B")).empty
    found = classes.new_member(store, seen())
    assert found.values.tolist() == [["ĐVM1", pd.Timestamp(2019, 9, 26), 1]]
    assert sheets.new_member_classes(found, vi).values.tolist() == [["ĐVM1", "26/9/2019", 1], ["Tổng", "", 1]]


# --- in words, and the sample


def test_the_answer_in_one_sentence(store):
    keep(store, UNITS, PEOPLE + FOUR, BEGUN + THREE_CAME)
    view = seen("2021-05-31")
    found = classes.standing(classes.people(store, view))
    assert words.classes_sentence(found, view, vi) == (
        "Trong 4 học viên hoàn thành 1 lớp bồi dưỡng nhận thức về Đảng kết thúc đến 31/5/2021, đã kết nạp 3 đồng chí"
        " (75,0%); còn 1 người chưa kết nạp. Giấy chứng nhận hết hạn trong 12 tháng tới: 0."
    )
    assert words.classes_sentence(found, view, en) == (
        "Of 4 graduates of 1 awareness classes that ended by 31 May 2021, 3 (75.0%) are admitted so far; 1 are not"
        " yet. Certificates that end within 12 months: 0."
    )


def test_of_two_graduates_no_percentage_is_told(store):
    keep(store, UNITS, PEOPLE + graduate("An", "NT1", "26/06/2018") + graduate("B", "NT1", "26/06/2018"), BEGUN)
    found = classes.standing(classes.people(store, seen()))
    assert "(–)" in words.classes_sentence(found, seen(), en)


@pytest.mark.parametrize("filters", [{}, {"unit": "U02"}, {"officer": "UV3"}, {"source": "youth_union"}])
def test_in_the_sample_all_tables_tell_of_the_same_people(sample, filters):
    view = seen("2021-05-31", **filters)
    rows = classes.people(sample, view)
    found = classes.standing(rows)
    assert found.graduates == found.admitted + found.waiting
    assert found.waiting + found.unclear == found.valid + found.expired
    by_class = classes.cohorts(rows, view, classes.RIPE)
    by_unit = classes.by_unit(sample, rows)
    for name in ("waiting", "unclear", "valid", "ending", "expired"):
        assert by_class[name].sum() == by_unit[name].sum() == getattr(found, name)
    graduates, admitted = by_class["graduates"].sum(), by_class["admitted"].sum()
    assert graduates == by_unit["graduates"].sum() == found.graduates + found.unfollowed_graduates
    assert admitted == found.admitted + found.unfollowed_graduates - found.unclear
    assert by_unit["admitted"].sum() == classes.admitted_by_year(rows, view).sum().sum() == admitted
    assert by_class[["year_0", "year_1", "year_2", "later"]].sum().sum() == admitted


def test_in_the_sample_classes_bring_what_the_forecast_reckons_with(sample):
    view = seen("2021-05-31")
    known = sample.query("class_outcomes", as_of=view.as_of, basis="decision")
    by_class = classes.cohorts(classes.people(sample, view), view, classes.RIPE).set_index("class_code")
    assert by_class["admitted"].to_dict() == known.groupby("class_code")["admitted"].sum().to_dict()
    matched = classes.matched(sample, view, classes.people(sample, view))
    assert matched.years["found"].sum() == by_class["admitted"].sum()
