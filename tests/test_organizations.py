"""Organizations: their own figures and those below them, the roster beside them, weights, and the page."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from ketnap import charts, organizations, sheets, words
from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.organizations import Period
from tests.dashboard import opened, text
from tests.rows import ROSTER, keep

vi, en = Translator("vi"), Translator("en")
UNITS = (
    "STT,Mã đơn vị,Tên đơn vị,Mã phụ trách,Ủy viên BTV phụ trách\n1,A,Đảng bộ Sở A,P1,Ủy viên 1\n"
    "2,B,Chi bộ Sở B,P2,Ủy viên 2\n"
)
HEADER = (
    "Đoàn thể,Tổ chức trực thuộc,Đơn vị,Kỳ,Ngày báo cáo,Tổng số đoàn viên,Đoàn viên chưa là đảng viên,Số giới thiệu,"
    "Cử đi học lớp,Được kết nạp,Xếp loại\n"
)
OWN = "Đoàn TN,,,5 tháng đầu năm 2021,31/05/2021,1200,900,60,48,28,Tốt\n"
# 8 + 2 + 1 = 11 introduced, 4 + 3 + 0 = 7 admitted; of 40 + 2 eligible 8 + 2 were introduced.
BELOW = (
    "Đoàn TN,Chi đoàn Sở B,Sở B,5 tháng đầu năm 2021,01/06/2021,90,40,8,6,4,\n"
    "Đoàn TN,Chi đoàn Sở A,Sở A,5 tháng đầu năm 2021,30/05/2021,10,2,2,0,3,Khá\n"
    "Đoàn TN,Chi đoàn cơ quan khác,,5 tháng đầu năm 2021,30/05/2021,,,1,,0,\n"
)
# Decided in time: two of the Youth Union (A, B) and one whose source nobody stated; one trade union member of B.
PEOPLE = (
    "S1,M,01/02/1990,Sở A,05/03/2021,20/06/2021,Đoàn TN,\nS2,L,01/02/1991,Sở B,31/05/2021,31/05/2021,Đoàn TN,\n"
    "S3,K,01/02/1992,Sở B,07/04/2021,07/04/2021,Công đoàn,\nS4,H,01/02/1993,Sở A,08/05/2021,08/05/2021,,\n"
    "S5,N,01/02/1994,Sở A,01/06/2021,01/06/2021,Đoàn TN,\nS6,T,01/02/1995,Sở A,06/02/2020,06/02/2020,Đoàn TN,\n"
)
MAY = View(2021, date(2021, 5, 31))
JUNE = View(2021, date(2021, 6, 30))
FIVE = Period(date(2021, 1, 1), date(2021, 5, 31))


def told(store, view=JUNE, period=FIVE):
    """Organization by its code, in a period."""
    found = organizations.figures(store, view)
    return {one.source: one for one in organizations.organizations(store, view, found, period)}


def period_of(store, view):
    """The period a page of the view is about."""
    found = organizations.figures(store, view)
    return organizations.chosen_period(organizations.periods(found, view.year), view.last_day)


def test_the_organizations_own_row_counts_and_those_below_it_are_never_added_to_it(store):
    keep(store, UNITS, HEADER + OWN + BELOW)
    youth = told(store)["youth_union"]
    assert youth.told.is_own
    assert [youth.told.count(name) for name in ("eligible", "introduced", "sent_to_class", "admitted")] == [
        *(900, 60, 48, 28),
    ]
    assert (youth.told.rating, youth.told.report_date) == ("Tốt", date(2021, 5, 31))


def test_where_it_told_nothing_those_below_are_added_up_over_what_each_told(store):
    keep(store, UNITS, HEADER + BELOW)
    youth = told(store)["youth_union"]
    assert not youth.told.is_own
    assert [youth.told.count(name) for name in ("eligible", "introduced", "sent_to_class", "admitted")] == [
        42,
        11,
        6,
        7,
    ]
    # 10 of 42, not 11 of 42: the third tells no eligible members.
    assert (youth.share("introduced", "eligible").part, youth.share("introduced", "eligible").whole) == (10, 42)
    assert youth.told.rating == ""
    assert "cộng từ 3 tổ chức trực thuộc" in words.organizations.organizations_sentence([youth], FIVE, vi)


def test_a_report_is_known_from_its_day_on_one_without_a_day_from_the_end_of_its_period(store):
    first = HEADER + "Đoàn TN,,,Quý I/2021,05/04/2021,,,20,,,\nCông đoàn,,,Quý I/2021,,,,10,,,\n"
    keep(store, UNITS, first)
    quarter = Period(date(2021, 1, 1), date(2021, 3, 31))

    def known(day):
        return list(organizations.figures(store, View(2021, day))["source"])

    assert known(date(2021, 3, 30)) == []
    assert known(date(2021, 3, 31)) == ["trade_union"]
    assert known(date(2021, 4, 5)) == ["youth_union", "trade_union"]
    # A correction of 10 May is not known in April.
    keep(store, HEADER + "Đoàn TN,,,Quý I/2021,10/05/2021,,,25,,,\n")
    assert told(store, View(2021, date(2021, 4, 30)), quarter)["youth_union"].told.count("introduced") == 20
    assert told(store, JUNE, quarter)["youth_union"].told.count("introduced") == 25


def test_periods_that_overlap_are_shown_one_at_a_time_the_nearest_to_the_day_first(store):
    rows = "".join(
        f"Đoàn TN,,,{period},,,,{introduced},,,\n"
        for period, introduced in (
            ("Năm 2020", 80),
            ("6 tháng cuối năm 2020", 30),
            ("Quý I/2021", 20),
            ("5 tháng đầu năm 2021", 60),
            ("Tháng 5/2021", 9),
        )
    )
    keep(store, UNITS, HEADER + rows)
    assert period_of(store, JUNE) == FIVE
    assert period_of(store, View(2021, date(2021, 4, 30))) == Period(date(2021, 1, 1), date(2021, 3, 31))
    # Both end with the year: the longer one.
    assert period_of(store, replace(JUNE, year=2020)) == Period(date(2020, 1, 1), date(2020, 12, 31))
    assert period_of(store, replace(JUNE, year=2019)) is None
    found = organizations.periods(organizations.figures(store, JUNE), 2021)
    assert [words.organizations.period_title(period, vi) for period in found] == [
        *("5 tháng đầu năm 2021", "Tháng 5 năm 2021", "Quý I/2021"),
    ]
    quarter = found[-1]
    assert organizations.chosen_period(found, JUNE.last_day, quarter.code) == quarter
    assert organizations.chosen_period(found, JUNE.last_day, "hôm qua") == FIVE
    assert told(store)["youth_union"].told.count("introduced") == 60


@pytest.mark.parametrize(
    ("view", "youth", "union"),
    [
        (JUNE, 2, 1),
        # The ceremony of S1 was in June.
        (replace(JUNE, basis="ceremony"), 1, 1),
        (View(2021, date(2021, 4, 30)), 1, 1),
        (replace(JUNE, unit="A"), 1, 0),
        (replace(JUNE, officer="P2"), 1, 1),
    ],
)
def test_the_roster_counts_the_same_days_by_basis_as_known_on_the_day(store, view, youth, union):
    keep(store, UNITS, ROSTER + PEOPLE, HEADER + OWN + BELOW)
    found = told(store, view)
    assert (found["youth_union"].roster, found["trade_union"].roster) == (youth, union)


def test_annulled_decisions_leave_from_their_day_and_readmissions_count_if_asked(store):
    people = (
        "Mã số,Đơn vị,Ngày QĐ,Nguồn,Ngày hủy QĐ,Ghi chú\nS1,Sở A,05/03/2021,Đoàn TN,15/06/2021,\n"
        "S2,Sở A,06/03/2021,Đoàn TN,,Kết nạp lại\nS3,Sở A,07/03/2021,Đoàn TN,,\n"
    )
    keep(store, UNITS, people)
    assert [told(store, view)["youth_union"].roster for view in (MAY, JUNE, replace(JUNE, readmissions=True))] == [
        2,
        1,
        2,
    ]


def test_a_period_that_cuts_months_counts_by_the_day(store):
    people = (
        "Mã số,Đơn vị,Ngày QĐ,Nguồn\nS1,Sở A,14/12/2019,Đoàn TN\nS2,Sở A,15/12/2019,Đoàn TN\n"
        "S3,Sở A,05/06/2020,Đoàn TN\nS4,Sở A,14/12/2020,Đoàn TN\nS5,Sở A,15/12/2020,Đoàn TN\n"
    )
    keep(store, UNITS, people)
    cut = Period(date(2019, 12, 15), date(2020, 12, 14))
    assert told(store, JUNE, cut)["youth_union"].roster == 3
    assert words.organizations.period_name(cut, vi) == "15/12/2019–14/12/2020"


def test_a_period_without_roster_is_unknown_not_zero(store):
    keep(store, UNITS, ROSTER + PEOPLE, HEADER + "Đoàn TN,,,Năm 2019,,,,9,,5,\n")
    found = told(store, replace(JUNE, year=2019), Period(date(2019, 1, 1), date(2019, 12, 31)))
    assert (found["youth_union"].roster, found["youth_union"].difference) == (None, None)
    assert found["trade_union"].told is None
    said = words.organizations.organizations_sentence(
        list(found.values()), period_of(store, replace(JUNE, year=2019)), vi
    )
    assert said == (
        "Năm 2019: Đoàn Thanh niên giới thiệu 9, được kết nạp 5 (theo danh sách –);"
        " Công đoàn chưa báo cáo (theo danh sách được kết nạp –)."
    )


def test_the_answer_and_the_difference_with_what_may_explain_it(store):
    keep(store, UNITS, ROSTER + PEOPLE, HEADER + OWN + "Công đoàn,,,5 tháng đầu năm 2021,,,,30,,1,\n")
    found = list(told(store).values())
    assert words.organizations.organizations_sentence(found, FIVE, vi) == (
        "5 tháng đầu năm 2021: Đoàn Thanh niên giới thiệu 60, được kết nạp 28 (theo danh sách 2);"
        " Công đoàn giới thiệu 30, được kết nạp 1 (theo danh sách 1)."
    )
    # 28 - 2 and 1 - 1.
    assert [one.difference for one in found] == [26, 0]
    without = organizations.source_unknown(store, JUNE, FIVE)
    assert without == 1
    notes = words.organizations.organization_notes(found, FIVE, without, JUNE, vi)
    assert notes[0] == "Đoàn Thanh niên: số của chính tổ chức, báo cáo ngày 31/5/2021, xếp loại theo báo cáo: Tốt."
    assert notes[1] == "Công đoàn: số của chính tổ chức, không ghi ngày báo cáo."
    assert "1 đồng chí kết nạp trong kỳ chưa ghi nguồn" in notes[2]
    cards = words.organizations.organization_cards(found, organizations.by_roster(store, JUNE), JUNE, vi)
    # 28 of 60 = 46.7 %; by the roster three of the Youth Union and one of the trade union of all five of the year.
    assert cards[0][1:] == ("60 → 28", "bằng 46,7% số giới thiệu · theo danh sách 2 · lệch +26")
    assert cards[-1][1:] == ("80,0%", "**4/5** đồng chí kết nạp đến 30/6/2021")


def test_more_admitted_than_introduced_is_said_to_have_its_reason_in_earlier_periods(store):
    keep(store, UNITS, HEADER + "Công đoàn,,,5 tháng đầu năm 2021,,,2,4,,5,\n")
    union = told(store)["trade_union"]
    # 5 of 4; four of two eligible members say nothing.
    assert union.share("admitted", "introduced").percent == 125
    assert union.share("introduced", "eligible").percent is None
    notes = words.organizations.organization_notes([union], FIVE, 0, JUNE, vi)
    assert any("có thể đã được giới thiệu từ trước" in note for note in notes)
    figures = sheets.organizations.organizations([union], JUNE, vi).set_index("Số liệu")["Công đoàn"]
    assert figures["Kết nạp trên 100 người được giới thiệu (báo cáo)"] == "125,0"
    assert figures["Giới thiệu trên 100 đoàn viên chưa là đảng viên"] == "–"
    assert figures["Tổng số đoàn viên"] == "–"


def test_an_organization_stands_against_a_target_of_its_own(store):
    target = "Cấp,Đơn vị/Đoàn thể,Năm,Loại,Chỉ tiêu\nĐoàn thể,Đoàn TN,2021,Số người,100\n"
    keep(store, UNITS, ROSTER + PEOPLE, HEADER + OWN, target)
    found = told(store)
    assert [(one.target, one.in_year) for one in found.values()] == [(100, 3), (None, 1)]
    rows = sheets.organizations.organizations(list(found.values()), JUNE, vi)
    assert rows.iloc[-2:].to_numpy().tolist() == [
        ["Chỉ tiêu năm 2021", "100", "–"],
        ["Đã kết nạp năm 2021 (danh sách)", "3", "1"],
    ]


def test_those_below_stand_in_the_order_of_their_units_with_what_the_roster_says_of_the_unit(store):
    keep(store, UNITS, ROSTER + PEOPLE, HEADER + OWN + BELOW)
    rows = organizations.below(store, JUNE, FIVE)
    assert list(rows["sub_org"]) == ["Chi đoàn Sở A", "Chi đoàn Sở B", "Chi đoàn cơ quan khác"]
    # One each of A and B; of no known unit nothing is known.
    assert rows["roster"].tolist() == [1, 1, pd.NA]
    # 8 of 40 = 20 %; a denominator of 2 says nothing, a missing one neither. 4 of 8 = 50 %.
    assert rows["per_100"].isna().tolist() == [True, False, True]
    assert (rows["per_100"][1], rows["conversion"][1]) == (20, 50)
    assert rows["conversion"].isna().tolist() == [True, False, True]
    table = sheets.organizations.organizations_below(rows, vi)
    assert table["Xếp loại (theo báo cáo)"].tolist() == ["Khá", "–", "–"]


def test_of_organizations_that_share_a_unit_nobody_knows_whose_the_admissions_are(store):
    second = "Đoàn TN,Chi đoàn hai Sở B,Sở B,5 tháng đầu năm 2021,01/06/2021,20,10,3,1,1,\n"
    keep(store, UNITS, ROSTER + PEOPLE, HEADER + BELOW + second)
    rows = organizations.below(store, JUNE, FIVE).set_index("sub_org")["roster"]
    assert rows["Chi đoàn Sở A"] == 1
    assert rows[["Chi đoàn Sở B", "Chi đoàn hai Sở B"]].isna().all()


def test_an_average_is_of_those_that_told_and_of_shares_the_sum_over_the_sum(store):
    keep(store, UNITS, HEADER + BELOW)
    averages = organizations.averages(store, JUNE, FIVE).loc["youth_union"]
    assert averages.to_dict() == pytest.approx(
        {
            "introduced": 11 / 3,
            "per_100": 100 * 10 / 42,
            "sent_to_class": 6 / 2,
            "admitted": 7 / 3,
            "conversion": 100 * 7 / 11,
        }
    )
    # The average stays that of the organization where the view is narrowed.
    assert organizations.averages(store, replace(JUNE, unit="A"), FIVE).loc["youth_union"].equals(averages)


def test_an_index_is_the_sum_of_its_parts_and_a_weight_of_0_leaves_an_indicator_out(store):
    keep(store, UNITS, HEADER + BELOW)
    rows, averages = organizations.below(store, JUNE, FIVE), organizations.averages(store, JUNE, FIVE)
    parts = organizations.index(rows, averages, dict.fromkeys(organizations.INDICATORS, 20))
    # Only B tells all: 8 : 11/3, 20 : 10/42, 6 : 3, 4 : 7/3 and 50 : 7/11, each a fifth.
    expected = [8 / (11 / 3), 20 / (1000 / 42), 6 / 3, 4 / (7 / 3), 50 / (700 / 11)]
    assert parts.loc[1].tolist() == pytest.approx([*(20 * value for value in expected), 20 * sum(expected), 5])
    # Of A, who tells three without denominators, each is a third: 2 : 11/3, 0 : 3 and 3 : 7/3.
    told, sent = rows.loc[0, ["introduced", "sent_to_class", "admitted"]].tolist(), 6 / 2
    assert parts["known"].tolist()[0] == 3
    assert parts["index"][0] == pytest.approx((told[0] / (11 / 3) + told[1] / sent + told[2] / (7 / 3)) * 100 / 3)
    two = {"introduced": 30, "per_100": 0, "sent_to_class": 0, "admitted": 10, "conversion": 0}
    parts = organizations.index(rows, averages, two)
    assert list(parts.columns) == ["introduced", "admitted", "index", "known"]
    # A: 2 introduced of 11/3 for three quarters, 3 admitted of 7/3 for one.
    assert parts["index"][0] == pytest.approx(75 * 2 / (11 / 3) + 25 * 3 / (7 / 3))
    table = sheets.organizations.organizations_index(rows, parts, two, vi)
    assert list(table.columns) == [
        *("Tổ chức trực thuộc", "Tổng (bình quân = 100)", "Số mục có số liệu"),
        *("Số giới thiệu × 30", "Được kết nạp × 10"),
    ]


def test_without_any_weight_there_is_no_index_and_the_setting_is_read_strictly(store):
    keep(store, UNITS, HEADER + BELOW)
    none = dict.fromkeys(organizations.INDICATORS, 0)
    rows, averages = organizations.below(store, JUNE, FIVE), organizations.averages(store, JUNE, FIVE)
    assert organizations.index(rows, averages, none)["index"].isna().all()
    assert set(organizations.kept_weights(store).values()) == {20}
    store.set("organization_weights", organizations.written(none | {"admitted": 60}), "test")
    assert organizations.kept_weights(store) == none | {"admitted": 60}
    store.set("organization_weights", "admitted=900,introduced=x,other=3", "test")
    assert set(organizations.kept_weights(store).values()) == {20}


def test_filters_leave_out_what_knows_no_unit_and_say_so(store):
    keep(store, UNITS, ROSTER + PEOPLE, HEADER + OWN + BELOW)
    of_unit = told(store, replace(JUNE, unit="B"))["youth_union"]
    assert (of_unit.told.is_own, of_unit.told.count("introduced"), of_unit.roster) == (False, 8, 1)
    of_officer = replace(JUNE, officer="P1")
    assert list(organizations.below(store, of_officer, FIVE)["sub_org"]) == ["Chi đoàn Sở A"]
    notes = words.organizations.organization_notes([of_unit], FIVE, 0, of_officer, vi)
    assert "số chung của từng đoàn thể không chia theo đơn vị nên để ngoài" in notes[-1]
    assert list(told(store, replace(JUNE, source="trade_union"))) == ["trade_union"]
    assert told(store, replace(JUNE, source="two_members")) == {}


def test_periods_of_equal_kind_stand_beside_one_another_a_shorter_one_is_marked(store):
    rows = "".join(
        f"Đoàn TN,,,{period},,,,{introduced},,{introduced // 2},\n"
        for period, introduced in (("Năm 2019", 70), ("Năm 2020", 80), ("Quý IV/2020", 9), ("5 tháng đầu năm 2021", 60))
    )
    keep(store, UNITS, HEADER + rows)
    found = organizations.trend(organizations.figures(store, JUNE), JUNE, FIVE)
    assert found[["introduced", "admitted", "is_partial"]].to_numpy().tolist() == [
        [70, 35, False],
        [80, 40, False],
        [60, 30, True],
    ]
    keep(store, HEADER + "Đoàn TN,,,5 tháng đầu năm 2020,,,,50,,,\n")
    found = organizations.trend(organizations.figures(store, JUNE), JUNE, FIVE)
    bars = words.organizations.trend_bars(found, vi)
    assert bars["label"].tolist() == ["5 tháng đầu năm 2020", "5 tháng đầu năm 2021"]
    figure = charts.organizations.introduced_and_admitted(bars, vi)
    assert [list(bar.text) for bar in figure.data] == [["50", "60"], ["–", "30"]]
    assert [list(bar.marker.pattern.shape) for bar in figure.data] == [["", ""], ["", ""]]


def test_undoing_takes_figures_back(store):
    keep(store, UNITS, HEADER + OWN)
    keep(store, HEADER + OWN.replace(",60,", ",70,"))
    assert told(store)["youth_union"].told.count("introduced") == 70
    store.undo(3, "test")
    assert told(store)["youth_union"].told.count("introduced") == 60
    store.undo(2, "test")
    assert told(store)["youth_union"].told is None


def page(monkeypatch, store, language="vi", **query):
    """The page as a reader sees it."""
    app = opened(monkeypatch, store, language=language, **query).run()
    app.switch_page("pages/organizations.py").run()
    assert not app.exception
    return app


@pytest.mark.parametrize(
    ("language", "answer", "table"),
    [
        ("vi", "Đoàn Thanh niên giới thiệu 60, được kết nạp 28 (theo danh sách 2)", "Tổ chức trực thuộc"),
        ("en", "Youth Union introduced 60, 28 were admitted (by the roster 2)", "Organization below"),
    ],
)
def test_the_page_answers_and_shows_the_evidence_without_a_verdict(monkeypatch, store, language, answer, table):
    keep(store, UNITS, ROSTER + PEOPLE, HEADER + OWN + BELOW)
    app = page(monkeypatch, store, language, as_of="2021-06-20")
    assert answer in text(app)
    assert app.get("plotly_chart")
    below = [frame.value for frame in app.dataframe if table in frame.value]
    assert [frame[table].iloc[0] for frame in below] == ["Chi đoàn Sở A", "Chi đoàn Sở A"]


def test_a_reader_chooses_another_period_and_the_address_keeps_it(monkeypatch, store):
    keep(store, UNITS, ROSTER + PEOPLE, HEADER + OWN + "Đoàn TN,,,Quý I/2021,05/04/2021,,,20,,1,\n")
    app = page(monkeypatch, store, as_of="2021-06-20")
    box = next(box for box in app.selectbox if box.label.startswith("Kỳ báo cáo"))
    box.select_index(1).run()
    assert "Quý I/2021: Đoàn Thanh niên giới thiệu 20" in text(app)
    assert app.query_params["reported"] == "2021-01-01..2021-03-31"


def test_weights_are_kept_for_all_readers(monkeypatch, store):
    keep(store, UNITS, ROSTER + PEOPLE, HEADER + OWN + BELOW)
    app = page(monkeypatch, store, as_of="2021-06-20")
    app.number_input(key="weight_introduced_vi").set_value(60)
    next(button for button in app.button if button.label.startswith("Lưu trọng số")).click().run()
    assert organizations.kept_weights(store)["introduced"] == 60
    assert "tổng 140" in text(app)
    store.set("organization_weights", organizations.written(dict.fromkeys(organizations.INDICATORS, 0)), "test")
    assert "Mọi trọng số đều bằng 0" in text(page(monkeypatch, store, as_of="2021-06-20"))


def test_without_figures_the_page_names_the_file_and_shows_the_rosters_part(monkeypatch, store):
    keep(store, UNITS, ROSTER + PEOPLE)
    app = page(monkeypatch, store, as_of="2021-06-20")
    assert "Chưa có số liệu của các đoàn thể tính đến 20/6/2021" in text(app)
    assert any(button.key == "template_source_figures" for button in app.get("download_button"))
    # Of four known by 20 June two are of the Youth Union, one of the trade union; 2020 had one.
    shares = app.dataframe[0].value
    assert shares.iloc[:2, 1:].to_numpy().tolist()[0][:2] == [3, "60,0%"]
    assert not app.get("plotly_chart")
