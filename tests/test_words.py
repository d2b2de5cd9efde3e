"""The sentences say what the figures are, in both languages."""

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from ketnap import cuts, words
from ketnap.account import SamePeriod, View
from ketnap.i18n import Translator
from tests.standings import MAY, SAME_PERIOD, annual, standing, term, year_over

vi, en = Translator("vi"), Translator("en")
NAN = float("nan")


# --- the headline


def test_target_not_met_yet():
    # 45/150 = 30 %; 150 - 45 = 105 in seven months = 15 a month.
    assert words.headline(standing(), vi) == (
        "Đến 31/5/2021 đã kết nạp 45 đảng viên, đạt 30,0% chỉ tiêu năm 2021 (150);"
        " còn thiếu 105, cần 15,0 mỗi tháng trong 7 tháng còn lại."
    )
    assert words.headline(standing(), en) == (
        "Admitted by 31 May 2021: 45, 30.0% of the target of 2021 (150);"
        " still needed: 105, that is 15.0 a month in the 7 months left."
    )


@pytest.mark.parametrize(
    ("admitted", "share_vi", "share_en"),
    [(150, "100,0%", "100.0%"), (165, "110,0%", "110.0%")],
)
def test_target_met(admitted, share_vi, share_en):
    assert words.headline(standing(admitted), vi) == (
        f"Đến 31/5/2021 đã kết nạp {admitted} đảng viên; đã đạt chỉ tiêu năm 2021 (150): {share_vi}."
    )
    assert words.headline(standing(admitted), en) == (
        f"Admitted by 31 May 2021: {admitted}; the target of 2021 (150) is reached ({share_en})."
    )


def test_year_over_and_target_missed():
    # 120/150 = 80 %.
    assert words.headline(year_over(120), vi) == (
        "Cả năm 2021 kết nạp 120 đảng viên, đạt 80,0% chỉ tiêu (150); thiếu 30."
    )
    assert words.headline(year_over(120), en) == (
        "Admitted in the whole of 2021: 120, 80.0% of the target (150); 30 were missing."
    )


def test_one_short_is_not_reached():
    # 1999/2000 = 99.95 %, which rounds to 100.
    assert "99,9%" in words.headline(standing(1999, 2000), vi)
    assert "còn thiếu 1," in words.headline(standing(1999, 2000), vi)


def test_year_over_counts_to_its_last_day_only():
    assert words.headline(year_over(160), vi).startswith("Đến 31/12/2021 đã kết nạp 160")


@pytest.mark.parametrize("target", [None, 0])
def test_no_target(target):
    assert words.headline(standing(target=target), vi) == (
        "Năm 2021, đến 31/5/2021 đã kết nạp 45 đảng viên; phạm vi này không có chỉ tiêu."
    )
    assert words.headline(standing(target=target), en) == (
        "Admitted in 2021 by 31 May 2021: 45; no target is set for this view."
    )


@pytest.mark.parametrize(("admitted", "target"), [(0, 1), (1, 1), (1, 2), (2, 2), (3, 2)])
def test_a_target_of_two_or_fewer_has_no_percentage(admitted, target):
    # domain.md §5.5: never by % where the target is <= 2, one person being 50-100 %.
    small = standing(admitted, target)
    for _ in (vi, en):
        assert f"{admitted}/{target}" in words.headline(small, _)
        assert words.target_card(small, _)[1] == f"{admitted}/{target}"
        said = [words.headline(small, _), words.target_card(small, _)[1], words.share_of_target(admitted, target, _)]
        assert not any("%" in text for text in said)


# --- the cards


def test_the_target_card_says_share_counts_and_rule():
    assert words.target_card(standing(), vi) == (
        "So với chỉ tiêu năm",
        "30,0%",
        "**45/150** · Theo tỷ lệ: 3% của 5.000 đảng viên ngày 1/1/2021 = 150.",
    )
    assert words.target_card(standing(), en) == (
        "Target of the year",
        "30.0%",
        "**45/150** · By rate: 3% of 5,000 members on 1/1/2021 = 150.",
    )


def test_the_target_card_of_a_unit_says_its_state_not_the_block_s_rule():
    unit = View(2021, date(2021, 5, 31), unit="U01")
    assert words.target_card(standing(3, 4, view=unit), vi)[1:] == ("75,0%", "**3/4** · Chưa đạt")
    assert words.target_card(standing(2, 2, view=unit), vi)[1:] == ("2/2", "Đạt")
    assert words.target_card(standing(0, 0, view=unit), vi)[1:] == ("0", "Không có chỉ tiêu")
    assert words.target_card(standing(5, None, view=unit), en)[1:] == ("5", "No target")


@pytest.mark.parametrize(
    ("admitted", "target", "expected"),
    [(45, 150, "45/150 = 30,0%"), (1, 2, "1/2"), (45, None, "45"), (1, 0, "1"), (1500, 5000, "1.500/5.000 = 30,0%")],
)
def test_share_of_target(admitted, target, expected):
    assert words.share_of_target(admitted, target, vi) == expected


def test_same_period():
    # The letter: 45 are 36.3 % of the 124; 124 - 45 = 79 fewer.
    assert words.same_period_card(SAME_PERIOD, MAY, vi) == (
        "So với cùng kỳ năm 2020",
        "36,3%",
        "**45/124** · giảm 79 đồng chí so với cùng kỳ",
    )
    assert words.same_period_card(SAME_PERIOD, MAY, en) == (
        "Same period of 2020",
        "36.3%",
        "**45/124** · 79 fewer than in the same period",
    )


def test_same_period_of_which_rows_name_only_the_month():
    note = words.same_period_card(SamePeriod(45, 124, 3), MAY, vi)[2]
    assert note == "**45/124** · giảm 79 đồng chí so với cùng kỳ · 3 dòng chỉ ghi tháng hoặc quý"


def test_no_earlier_year_to_compare_with():
    assert words.same_period_card(SamePeriod(45, None, 0), MAY, vi)[1:] == ("–", "Chưa đủ số liệu cùng kỳ năm 2020.")
    assert words.same_period_card(SamePeriod(45, None, 0), MAY, en)[1:] == (
        "–",
        "No complete figures for the same period of 2020.",
    )


def test_nobody_in_the_same_period_gives_a_difference_and_no_ratio():
    assert words.same_period_card(SamePeriod(45, 0, 0), MAY, vi)[1:] == (
        "–",
        "**45/0** · tăng 45 đồng chí so với cùng kỳ",
    )


@pytest.mark.parametrize(
    ("now", "before", "in_vietnamese", "in_english"),
    [
        (45, 124, "giảm 79 đồng chí so với cùng kỳ", "79 fewer than in the same period"),
        (124, 45, "tăng 79 đồng chí so với cùng kỳ", "79 more than in the same period"),
        (45, 45, "bằng cùng kỳ", "as many as in the same period"),
        (45, None, "", ""),
    ],
)
def test_difference(now, before, in_vietnamese, in_english):
    assert words.difference(SamePeriod(now, before, 0), vi) == in_vietnamese
    assert words.difference(SamePeriod(now, before, 0), en) == in_english


def test_pace():
    # 45 in five months = 9 a month.
    assert words.pace(standing(), vi) == "còn 7 tháng; từ đầu năm bình quân 9,0 mỗi tháng"
    assert words.pace(standing(), en) == "months left: 7; so far 9.0 a month"
    assert words.pace(year_over(120), vi) == "năm đã kết thúc"


def test_pace_before_a_month_is_over():
    begun = standing(0, months_done=0, months_left=12, pace_so_far=None)
    assert words.pace(begun, en) == "months left: 12; so far – a month"


# --- how a target comes about


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "By rate: 3% of 5,000 members on 1/1/2021 = 150."),
        (
            {"by_count": 155},
            "By rate: 3% of 5,000 members on 1/1/2021 = 150; by number: 155; the rate decides.",
        ),
        ({"by_rate": None, "rate": None, "by_count": 150}, "By number: 150."),
        (
            {"members_year": 2020, "members": 4930, "by_rate": 148, "is_estimated": True},
            "By rate: 3% of 4,930 members on 1/1/2020 = 148;"
            " estimated: the members of 2021 are not known of every unit.",
        ),
        ({"set_by": None}, "By rate: 3% of 5,000 members on 1/1/2021 = 150; default rate, no target file loaded."),
        ({"by_rate": None, "members": None, "members_year": None}, None),
        # Rates as they were set: 2.75 is not 2.8, 30 not 3E+1.
        ({"rate": Decimal("2.7500"), "by_rate": 138}, "By rate: 2.75% of 5,000 members on 1/1/2021 = 138."),
        ({"rate": Decimal("2.5"), "by_rate": 125}, "By rate: 2.5% of 5,000 members on 1/1/2021 = 125."),
        ({"rate": Decimal("30"), "by_rate": 1500}, "By rate: 30% of 5,000 members on 1/1/2021 = 1,500."),
    ],
)
def test_the_rule_in_words(changed, expected):
    none = "No target: neither a number nor the members at the start of 2021 are known."
    assert words.rule_in_words(standing(annual=annual(**changed)), en) == (expected or none)


def test_the_rule_in_vietnamese():
    assert words.rule_in_words(standing(annual=annual(by_count=155)), vi) == (
        "Theo tỷ lệ: 3% của 5.000 đảng viên ngày 1/1/2021 = 150; theo số tuyệt đối: 155; áp dụng mức theo tỷ lệ."
    )
    unknown = annual(by_rate=None, members=None, members_year=None)
    assert words.rule_in_words(standing(annual=unknown), vi) == (
        "Chưa có chỉ tiêu: chưa biết số giao và số đảng viên đầu năm 2021."
    )


# --- the term


def test_the_term_has_two_verdicts():
    # 2021 missed (130 of 150), 2022 and 2023 made up for it: 130 + 170 + 160 = 460 of 450.
    made_up = term((130, 150, True), (170, 150, True), (160, 150, False))
    assert words.term_sentence(made_up, vi) == (
        "Nhiệm kỳ 2021–2023: 460/450 = 102,2% tổng chỉ tiêu các năm."
        " Chỉ tiêu từng năm: không đạt; tổng cả nhiệm kỳ: đạt."
    )
    assert words.term_sentence(made_up, en) == (
        "Term 2021–2023: 460/450 = 102.2% of the sum of the yearly targets."
        " Target of every single year: not met; sum of the term: met."
    )


@pytest.mark.parametrize(
    ("years", "every", "whole"),
    [
        ([(45, 150, False), (0, 150, False)], "still open", "still open"),
        ([(150, 150, True), (150, 150, True)], "met", "met"),
        ([(150, 150, True), (149, 150, True)], "not met", "not met"),
        ([(None, 150, True), (45, 150, False)], "not enough data", "not enough data"),
    ],
)
def test_verdicts_of_the_term(years, every, whole):
    said = words.term_sentence(term(*years), en)
    assert said.endswith(f"Target of every single year: {every}; sum of the term: {whole}.")


def test_a_term_without_target():
    unknown = term((45, None, False), (0, None, False))
    assert words.term_sentence(unknown, vi) == "Nhiệm kỳ 2021–2022: đã kết nạp 45; chưa biết chỉ tiêu."
    assert words.term_sentence(unknown, en) == "Term 2021–2022: 45 admitted; no target known."


# --- notes and lines under figures


def test_the_line_under_every_figure():
    assert words.source_line(MAY, vi) == (
        "Nguồn: danh sách và số liệu đã nạp · Tính đến 31/5/2021 · Cơ sở tính: ngày quyết định"
        " · Đơn vị tính: đảng viên · Lưu hành nội bộ"
    )
    assert "Counted by ceremony date" in words.source_line(View(2021, date(2021, 5, 31), "ceremony"), en)


def extent(**changed):
    quiet = {"waiting_rows": 0, "later_rows": 0, "month_only_in_doubt": 0, "substituted": 0}
    return pd.Series(
        quiet | {"last_month": pd.Timestamp(2021, 5, 1), "first_roster_month": pd.NaT} | changed, dtype=object
    )


def test_quiet_data_have_one_note():
    assert words.data_notes(extent(), standing(), en) == [words.source_line(MAY, en) + " · 0 rows wait to be corrected"]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"later_rows": 12}, "12 rows dated after the as-of day are not in these figures."),
        ({"month_only_in_doubt": 2}, "2 rows name only a month or quarter that is not over; they are counted."),
        ({"substituted": 1234}, "1,234 rows lack the decision date; they count by the other date."),
    ],
)
def test_each_doubt_has_a_note(changed, expected):
    assert words.data_notes(extent(**changed), standing(), en)[1:] == [expected]


def test_months_without_rows_are_named():
    assert list(words.months_behind(extent(last_month=pd.Timestamp(2021, 3, 1)), MAY, en)) == [
        "The last admissions kept are of 3/2021; later months count as zero."
    ]
    assert not list(words.months_behind(extent(last_month=pd.Timestamp(2021, 5, 1)), MAY, en))


def test_nothing_kept_is_no_last_month():
    assert len(words.data_notes(extent(last_month=pd.NaT), standing(), en)) == 1


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        (False, "Kết nạp lại năm 2021: 1, không tính là đảng viên mới."),
        (True, "Kết nạp lại năm 2021: 1, được tính."),
    ],
)
def test_readmissions_are_told_apart(counted, expected):
    view = View(2021, date(2021, 5, 31), readmissions=counted)
    assert words.data_notes(extent(), standing(view=view, readmissions=1), vi)[1:] == [expected]


# --- months, units, sources


def of_months(*counts):
    return pd.DataFrame({"this_year": [*counts, *[NAN] * (12 - len(counts))]}, index=range(1, 13))


def test_the_strongest_and_the_empty_months():
    assert words.months_sentence(of_months(10, 0, 9, 0, 26), MAY, vi) == (
        "Năm 2021 đến 31/5/2021 kết nạp 45; nhiều nhất là tháng 5 (26). Chưa kết nạp ai trong tháng 2, tháng 4."
    )
    assert words.months_sentence(of_months(10, 1, 9, 5, 20), MAY, en) == (
        "45 admitted in 2021 up to 31 May 2021; most in May (20)."
    )


@pytest.mark.parametrize("counts", [(), (0, 0, 0, 0, 0)])
def test_a_year_without_an_admission(counts):
    assert words.months_sentence(of_months(*counts), MAY, vi) == "Năm 2021 đến 31/5/2021 chưa có kết nạp nào."


UNITS = pd.DataFrame(
    {
        "unit_code": ["U01", "U02", "U03", "U04", None],
        "unit_name": ["Đảng bộ A", "Chi bộ B", "Chi bộ C", None, None],
        "admissions": [3, 1, 0, 2, 4],
        "target": pd.array([2, 1, 2, None, None], dtype="Int64"),
        "status": ["exceeded", "met", "not_yet", "no_target", "no_target"],
    }
)


def test_how_many_units_reached_their_targets():
    assert words.units_sentence(UNITS, MAY, en) == (
        "2 of 4 units have reached their target of 2021, 1 not yet, 1 have none to reach;"
        " without an admission so far: 1."
    )
    assert words.units_sentence(UNITS, MAY, vi) == (
        "2 trên 4 đơn vị đã đạt chỉ tiêu năm 2021, 1 chưa đạt, 1 không có chỉ tiêu;"
        " số đơn vị chưa kết nạp đồng chí nào: 1."
    )
    assert words.none_yet(UNITS) == ["Chi bộ C"]


def test_what_the_units_that_need_most_would_have_to_bring():
    # 8 + 1 + 5 asked, 2 + 1 + 0 admitted: 11 are missing, of which the two that need most lack 6 + 5.
    rows = pd.DataFrame({"target": [8, 1, 5], "admissions": [2, 1, 0], "still_needed": [6, 0, 5]})
    assert cuts.most_needed(rows)["still_needed"].tolist() == [6, 5]
    assert words.most_needed_sentence(rows, cuts.most_needed(rows), vi) == (
        "2 đơn vị này còn thiếu 11 so với chỉ tiêu của mình; tất cả các đơn vị còn thiếu 11: nếu 2 đơn vị này đạt chỉ"
        " tiêu thì đủ tổng chỉ tiêu."
    )
    assert words.most_needed_sentence(rows, rows.head(1), en) == (
        "Those listed (1) lack 6 to their targets; all units together lack 11. If they alone made that up, they"
        " would have to admit 5 beyond their own targets."
    )


def test_bars_of_units_leave_out_admissions_of_no_unit():
    bars = words.unit_bars(UNITS)
    assert bars["label"].tolist() == ["Đảng bộ A", "Chi bộ B", "Chi bộ C", "U04"]
    assert bars["admitted"].tolist() == [3, 1, 0, 2]
    assert bars["target"].tolist()[:3] == [2, 1, 2]
    assert bars["target"].isna().tolist() == [False, False, False, True]


def test_bars_of_officers():
    officers = pd.DataFrame({"officer_label": ["Ủy viên 1"], "admissions": [4], "target": [3]})
    assert words.officer_bars(officers).to_dict("records") == [{"label": "Ủy viên 1", "admitted": 4, "target": 3}]


def test_shares_of_sources():
    # 28 + 14 + 3 = 45; 28/45 = 62.2 %, 14/45 = 31.1 %, 3/45 = 6.7 %.
    by_year = pd.DataFrame(
        {2020: [70, 40, 10, 4], 2021: [28, 14, 0, 3]}, index=["youth_union", "trade_union", "two_members", "unknown"]
    )
    assert words.sources_sentence(by_year, MAY, vi) == (
        "Trong 45 đảng viên kết nạp năm 2021: Đoàn Thanh niên 28 (62,2%), Công đoàn 14 (31,1%), Chưa rõ nguồn 3 (6,7%)."
    )
    assert words.sources_sentence(by_year, MAY, en) == (
        "Of 45 admitted in 2021: Youth Union 28 (62.2%), Trade union 14 (31.1%), Source not stated 3 (6.7%)."
    )


@pytest.mark.parametrize("by_year", [pd.DataFrame({2020: [1]}), pd.DataFrame({2021: [0]}), pd.DataFrame()])
def test_no_source_in_a_year_without_admissions(by_year):
    assert words.sources_sentence(by_year, MAY, en) == "No admission is known in 2021 up to 31 May 2021."


# --- tone


def test_no_sentence_blames_or_praises():
    # domain.md §6.4: "chưa đạt", "cần đôn đốc"; never "yếu kém", no medals.
    said = [words.headline(standing(admitted), _) for admitted in (0, 45, 150, 400) for _ in (vi, en)]
    said += [words.units_sentence(UNITS, MAY, _) for _ in (vi, en)]
    assert not [text for text in said for bad in ("yếu", "kém", "tệ", "!", "bad", "poor") if bad in text]
