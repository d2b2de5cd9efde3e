"""The forecast in words: the year, the term, what it rests on, and how it works, in both languages."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from ketnap import words
from ketnap.forecast import CHANCE_WORDS, FEWEST_MONTHS, Sum, TooLittle
from ketnap.forecast.term import Chances
from ketnap.forecast.track import Tried
from ketnap.i18n import Translator
from ketnap.outlook import TermOutlook
from tests.standings import MAY, forecast, outlook, poisson, standing, term, year_over

vi, en = Translator("vi"), Translator("en")
NAN = float("nan")
# 45 in hand, and a Poisson number with a mean of 70 to come: see tests.standings.forecast.
LOW, MEDIAN, HIGH = (45 + count for count in poisson(70))


# --- chances


@pytest.mark.parametrize(
    ("probability", "in_vietnamese", "in_english"),
    [
        (0.0, "0%", "0%"),
        (1e-9, "dưới 1%", "under 1%"),
        (0.0099, "dưới 1%", "under 1%"),
        (0.01, "1%", "1%"),
        (0.38, "38%", "38%"),
        (0.99, "99%", "99%"),
        (0.9901, "trên 99%", "over 99%"),
        (1 - 1e-12, "trên 99%", "over 99%"),
        (1.0, "100%", "100%"),
    ],
)
def test_only_facts_have_a_chance_of_0_or_100(probability, in_vietnamese, in_english):
    assert words.chance(probability, vi) == in_vietnamese
    assert words.chance(probability, en) == in_english


@pytest.mark.parametrize(
    ("probability", "in_vietnamese", "in_english"),
    [
        (0.02, "gần như không thể đạt (2%)", "almost no chance (2%)"),
        (0.10, "rất khó đạt (10%)", "very unlikely (10%)"),
        (0.38, "khó đạt (38%)", "unlikely (38%)"),
        (0.50, "khả năng đạt và không đạt ngang nhau (50%)", "about as likely as not (50%)"),
        (0.70, "có khả năng đạt (70%)", "likely (70%)"),
        (0.90, "rất có khả năng đạt (90%)", "very likely (90%)"),
        (0.97, "gần như chắc chắn đạt (97%)", "almost certain (97%)"),
        (0.999, "gần như chắc chắn đạt (trên 99%)", "almost certain (over 99%)"),
    ],
)
def test_a_word_never_stands_without_its_number(probability, in_vietnamese, in_english):
    assert words.chance_in_words(probability, vi) == in_vietnamese
    assert words.chance_in_words(probability, en) == in_english


def test_word_and_number_agree_for_every_chance():
    # Of two equal percentages one must not be "unlikely" and the other "about as likely as not".
    word_of = {}
    for thousandths in range(10, 991):
        word, _, number = words.chance_in_words(thousandths / 1000, en).partition(" (")
        percent = int(number.removesuffix("%)"))
        assert word_of.setdefault(percent, word) == word
        code = next(code for bound, code in CHANCE_WORDS if percent / 100 < bound)
        assert word == words.CHANCE_NAMES[code]
    assert set(word_of) == set(range(1, 100))


def test_every_word_for_a_chance_has_a_name():
    assert [code for _bound, code in CHANCE_WORDS] == list(words.CHANCE_NAMES)


# --- the forecast of the year


def test_the_forecast_names_chance_middle_and_range():
    assert words.forecast_sentence(outlook(), MAY, vi) == (
        f"Chỉ tiêu 150 của năm 2021: khó đạt (38%); nhiều khả năng được khoảng {MEDIAN},"
        f" 80% khả năng nằm trong khoảng {LOW} đến {HIGH}."
    )
    assert words.forecast_sentence(outlook(), MAY, en) == (
        f"Reaching 150 in 2021: unlikely (38%); most likely {MEDIAN}, 8 chances in 10 between {LOW} and {HIGH}."
    )


def test_the_forecast_of_a_year_whose_target_is_reached_already():
    assert words.forecast_sentence(outlook(chance=1.0, target=40), MAY, en) == (
        f"The target of 40 is reached. By the end of 2021 most likely {MEDIAN},"
        f" 8 chances in 10 between {LOW} and {HIGH}."
    )
    assert words.forecast_sentence(outlook(chance=1.0, target=40), MAY, vi) == (
        f"Đã đạt chỉ tiêu 40. Hết năm 2021 nhiều khả năng được khoảng {MEDIAN},"
        f" 80% khả năng nằm trong khoảng {LOW} đến {HIGH}."
    )


@pytest.mark.parametrize(("chance", "target"), [(None, None), (None, 150), (0.5, None)])
def test_the_forecast_without_a_target_names_no_chance(chance, target):
    assert words.forecast_sentence(outlook(chance, target), MAY, en) == (
        f"Most likely {MEDIAN} by the end of 2021, 8 chances in 10 between {LOW} and {HIGH}."
    )
    assert words.forecast_sentence(outlook(chance, target), MAY, vi) == (
        f"Nhiều khả năng hết năm 2021 được khoảng {MEDIAN}, 80% khả năng nằm trong khoảng {LOW} đến {HIGH}."
    )


def over(admitted):
    """The outlook of a year gone by, all of it admitted in December."""
    return outlook(chance=0.0, made=forecast(of_2021=(*[0.0] * 11, admitted)))


def test_a_year_gone_by_is_told_not_forecast():
    assert words.forecast_sentence(over(120), MAY, vi) == "Năm 2021 đã kết thúc; kết nạp 120 đảng viên."
    assert words.forecast_sentence(over(120), MAY, en) == "The year 2021 is over; admitted: 120."
    assert words.chance_card(over(120), year_over(120), vi) == ("Khả năng đạt chỉ tiêu năm", "0%", "Chưa đạt")


def test_the_chance_in_brief():
    assert words.chance_card(outlook(), standing(), vi) == (
        "Khả năng đạt chỉ tiêu năm",
        "38%",
        f"khó đạt; nhiều khả năng hết năm được khoảng {MEDIAN} ({LOW}–{HIGH})",
    )
    assert words.chance_card(outlook(chance=1.0), standing(160), en) == ("Chance of reaching it", "100%", "Exceeded")
    assert words.chance_card(outlook(chance=None), standing(), en)[1:] == ("–", "no target is set for this view")


def test_the_brief_word_agrees_with_the_number_above_it():
    # 44.9 % shows as 45 %, which is "about as likely as not" (bounds 45-55).
    _label, number, note = words.chance_card(outlook(chance=0.449), standing(), en)
    assert (number, note.partition(";")[0]) == ("45%", "about as likely as not")


def test_a_forecast_refused_says_what_is_missing():
    assert FEWEST_MONTHS == 3
    assert words.too_little(TooLittle(2), vi) == (
        "Chưa dự báo được: mới biết 2 tháng trọn, cần ít nhất 3 tháng."
        " Hãy nạp danh sách hoặc tổng số theo tháng của thời gian trước."
    )
    assert words.chance_card(TooLittle(2), standing(), en) == (
        "Chance of reaching it",
        "–",
        "No forecast: 2 whole months are known, at least 3 are needed. Load earlier rosters or monthly totals.",
    )


# --- what it rests on


def test_the_assumptions_in_force():
    # 48 months of four years and five of 2021; late and leaving in percent.
    assert words.assumptions(outlook(reading="goes_on", term=heading()), ["2021-02", "2021-03"], 0.05, en) == [
        "53 whole months known, among them 4 whole earlier years",
        "The shock goes on: Feb–Mar 2021",
        "still to come in for the last month: 5%",
        "leaving in a year: 1.5%",
    ]
    assert words.assumptions(outlook(term=heading(transfers=-20)), ["2021-05"], 0.05, vi) == [
        "đã biết 53 tháng trọn, trong đó có 4 năm trọn trước đây",
        "Coi như các tháng bình thường: T5/2021",
        "số liệu tháng gần nhất còn báo cáo bổ sung: 5%",
        "số đảng viên giảm mỗi năm: 1,5%",
        "chuyển sinh hoạt thuần mỗi năm: -20",
    ]


def test_what_is_not_assumed_is_not_said():
    assert words.assumptions(outlook(), [], 0.0, vi) == [
        "đã biết 53 tháng trọn, trong đó có 4 năm trọn trước đây",
        "không đánh dấu tháng có biến động bất thường",
    ]
    assert words.assumptions(outlook(), [], 0.0, en)[1:] == ["no month marked as a shock"]


def test_a_begun_month_counts_in_part():
    # A third of June has passed, with 3 admissions: 53 months stay whole.
    begun = outlook(made=forecast(of_2021=(10, 0, 9, 6, 20, 3), covered=1 / 3))
    assert words.assumptions(begun, [], 0.0, vi)[::2] == [
        "đã biết 53 tháng trọn, trong đó có 4 năm trọn trước đây",
        "tháng chưa hết được tính một phần: đến nay 3",
    ]
    assert words.assumptions(begun, [], 0.0, en)[2] == "the month that has begun counts in part: 3 so far"


@pytest.mark.parametrize(
    ("months", "in_vietnamese", "in_english"),
    [
        (["2021-05"], "T5/2021", "May 2021"),
        (["2021-03", "2021-02", "2021-05"], "T2–T3/2021, T5/2021", "Feb–Mar 2021, May 2021"),
        # A run ends with its year.
        (["2020-12", "2021-01"], "T12/2020, T1/2021", "Dec 2020, Jan 2021"),
        ([], "", ""),
    ],
)
def test_months_in_a_row_are_written_together(months, in_vietnamese, in_english):
    assert words.month_list(months, vi) == in_vietnamese
    assert words.month_list(months, en) == in_english


def test_a_reading_of_the_marked_months_in_brief():
    assert words.reading_card(outlook(reading="over"), vi) == (
        "Biến động bất thường đã qua",
        "38%",
        f"nhiều khả năng được khoảng {MEDIAN} ({LOW}–{HIGH});"
        " các tháng đã đánh dấu không được dùng để dự báo các tháng tới",
    )
    assert words.reading_card(outlook(reading="unmarked"), en) == (
        "Not marked as a shock",
        "38%",
        f"most likely {MEDIAN} ({LOW}–{HIGH}); the marked months count like all others",
    )


def test_a_reading_without_a_target_shows_the_middle():
    assert words.reading_card(outlook(chance=None, reading="goes_on"), en)[1] == str(MEDIAN)


# --- the pace


def left(needed=105.0, usual=70.0):
    """Seven months left, each as large as the others."""
    even = {"usual": [usual / 7] * 7, "expected": [10.0] * 7, "needed": [needed / 7] * 7}
    return pd.DataFrame(even, index=pd.RangeIndex(6, 13, name="month"))


def factor(chance):
    """The factor on a Poisson mean of 70 with which it reaches 105 with that chance.

    P(Poisson(m) >= 105) = P(gamma(105) <= m), a known identity; so m is a quantile of the gamma distribution.
    """
    return stats.gamma.ppf(chance, 105) / 70


def test_the_pace_beside_the_usual_one_and_the_forecast():
    # 150 - 45 = 105 in seven months = 15 a month; usual 70 in them = 10 a month; 105/70 = 1.5.
    even, sure = factor(0.5), factor(0.8)
    assert words.pace_sentence(outlook(), left(), en) == (
        "Still needed: 105; months left: 7; that is 15.0 a month."
        " The same months of earlier years brought 10.0 a month; what is needed is 1.5 times that."
        f" For a chance of 50% the months left must bring {even:.2f} times what is forecast, for 80% {sure:.2f} times."
    )
    assert words.pace_sentence(outlook(), left(), vi) == (
        "Còn thiếu 105; còn 7 tháng, bình quân cần 15,0 mỗi tháng."
        " Cùng các tháng này những năm trước bình quân 10,0 mỗi tháng; nay cần bằng 1,5 lần mức đó."
        f" Để khả năng đạt là 50%, các tháng còn lại phải bằng {vi.number(even, 2)} lần mức dự báo;"
        f" để khả năng đạt là 80%, bằng {vi.number(sure, 2)} lần."
    )


@pytest.mark.parametrize("usual", [NAN, 0.0])
def test_without_earlier_admissions_no_pace_is_compared(usual):
    said = words.pace_sentence(outlook(), left(usual=usual), en)
    assert said.startswith("Still needed: 105; months left: 7; that is 15.0 a month. For a chance of 50%")


def test_where_nobody_can_come_no_factor_is_named():
    said = words.pace_sentence(outlook(year_total=Sum(45, np.zeros(8)), lifts=(None, None)), left(usual=NAN), en)
    assert said == "Still needed: 105; months left: 7; that is 15.0 a month."


def test_of_a_target_that_is_reached_nothing_is_needed():
    assert words.pace_sentence(outlook(chance=1.0, target=40), left(needed=0.0), en) == (
        "The target is reached; nothing more is needed."
    )
    assert words.pace_sentence(outlook(chance=1.0, target=40), left(needed=0.0), vi) == (
        "Đã đạt chỉ tiêu, không còn thiếu."
    )


def test_no_pace_without_a_target_or_a_month_left():
    assert words.pace_sentence(outlook(None, None), left(needed=NAN), en) == ""
    assert words.pace_sentence(over(120), left().iloc[:0], en) == ""


# --- the term


def heading(**changed):
    """45 of 150 in 2021, which runs, and 2022 ahead: about 255 of 300 to come."""
    chances = Chances({2021: 0.3, 2022: 0.6}, every=0.25, total=0.97, targets={2021: 150, 2022: 153}, members={})
    given = {"term": term((45, 150, False), (0, 150, False)), "of_year": {}, "total": Sum(45, np.full(8, 255.0))}
    return replace(TermOutlook(**given, chances=chances, leaving=0.015, transfers=0), **changed)


def test_the_forecast_of_the_term_names_both_chances():
    low, median, high = (45 + count for count in poisson(255))
    # 150 + 153 = 303: the target of the year ahead is the one of the middle of the forecast.
    assert words.term_forecast_sentence(heading(), en) == (
        f"Term 2021–2022: reaching the sum of about 303: almost certain (97%), most likely {median},"
        f" 8 chances in 10 between {low} and {high}. Every single year reaching its target: unlikely (25%)."
    )
    assert words.term_forecast_sentence(heading(), vi) == (
        "Nhiệm kỳ 2021–2022, tổng chỉ tiêu khoảng 303: gần như chắc chắn đạt (97%);"
        f" nhiều khả năng được khoảng {median}, 80% khả năng nằm trong khoảng {low} đến {high}."
        " Năm nào cũng đạt chỉ tiêu: khó đạt (25%)."
    )


def test_what_the_years_left_must_bring_if_this_one_ends_as_forecast():
    ahead = outlook()
    median = ahead.year_total.quantile(0.5)
    # 450 asked in three years.
    of_three = term((45, 150, False), (0, 150, False), (0, 150, False))
    assert words.catch_up_sentence(of_three, ahead, en) == (
        f"If 2021 brings about {median}, as forecast, each of the 2 years left must bring {(450 - median) / 2:.1f} on"
        " average to reach the sum of the term."
    )


def test_nothing_is_to_catch_up_after_the_last_year_or_without_a_forecast():
    assert words.catch_up_sentence(term((45, 150, False)), outlook(), en) == ""
    assert words.catch_up_sentence(term((45, 150, False), (0, 150, False)), TooLittle(3), en) == ""
    assert words.catch_up_sentence(term((45, 150, False), (0, None, False)), outlook(), en) == ""


def test_the_three_questions_of_the_term():
    assert words.term_cards(heading(), vi) == [
        ("Năm khó đạt nhất: 2021", "30%", "chỉ tiêu 150, khó đạt nhất trong các năm chưa kết thúc"),
        ("Năm nào cũng đạt chỉ tiêu", "25%", "chỉ cần một năm không đạt là không đạt"),
        ("Tổng cả nhiệm kỳ", "97%", "tổng chỉ tiêu khoảng 303"),
    ]
    assert words.term_cards(heading(), en) == [
        ("Hardest year: 2021", "30%", "target 150, the least likely of the open years"),
        ("Every year reaches its target", "25%", "one missed year decides it"),
        ("Sum of the term", "97%", "about 303 are asked in all"),
    ]


def test_a_year_missed_is_missed_for_good():
    chances = Chances({2022: 0.4}, every=0.0, total=0.2, targets={2022: 150}, members={})
    missed = heading(term=term((130, 150, True), (45, 150, False)), chances=chances)
    low, median, high = (45 + count for count in poisson(255))
    # The target of the closed year counts as it was: 150 + 150.
    assert words.term_forecast_sentence(missed, en) == (
        f"Term 2021–2022: reaching the sum of about 300: unlikely (20%), most likely {median},"
        f" 8 chances in 10 between {low} and {high}. Every single year reaching its target: almost no chance (0%)."
    )
    assert words.term_cards(missed, en)[1] == (
        "Every year reaches its target",
        "0%",
        "a year has missed its target already",
    )
    assert words.term_cards(missed, vi)[1][1:] == ("0%", "đã có năm không đạt chỉ tiêu")


def test_no_forecast_of_a_term_without_target():
    assert words.term_forecast_sentence(None, en) is None
    assert words.term_forecast_sentence(heading(chances=None, total=None), en) is None
    assert words.term_cards(heading(chances=None, total=None), en) == []


# --- how it did, and how it works


def test_how_earlier_forecasts_did():
    told = [
        # Inside, and closer than the straight line: 3 off against 30.
        Tried(2019, 3, admitted=30, median=147, low=120, high=180, straight=120, outcome=150),
        # Outside, and as far off as the straight line: not closer.
        Tried(2019, 6, admitted=60, median=120, low=100, high=140, straight=120, outcome=150),
        # Inside, and farther off: 10 against 0.
        Tried(2020, 9, admitted=90, median=130, low=110, high=150, straight=120, outcome=120),
    ]
    assert words.track_sentence(told, en) == (
        "Of 3 forecasts made anew, 2 had the outcome inside their 80% range;"
        " of 1 the middle was closer than a straight line."
    )
    assert words.track_sentence(told, vi) == (
        "Trong 3 lần dự báo thử lại, 2 lần thực tế nằm trong khoảng 80%;"
        " 1 lần mức giữa của dự báo gần thực tế hơn cách chia đều."
    )


def test_no_earlier_forecast_to_look_back_on():
    assert words.track_sentence([], en) == (
        "No earlier forecast can be tried yet: that takes a whole year with a year of months before it."
    )
    assert words.track_sentence([], vi) == (
        "Chưa đối chiếu được dự báo nào: cần số liệu trọn một năm và của mười hai tháng trước đó."
    )


def test_the_forecast_is_explained_with_its_own_figures():
    # 70 in seven of twelve even months = 120 a year; 7/12 = 58.3 %; eight paths.
    lines = words.explanation(outlook(), en)
    assert lines[1] == (
        "A usual year at the present level brings about 120; the months left usually bring 58.3% of a year."
    )
    assert lines[2].startswith("From that 8 possible courses of the months to come are drawn.")
    assert len(lines) == 7
    in_vietnamese = words.explanation(outlook(), vi)
    assert in_vietnamese[1] == (
        "Với mức hiện nay, một năm bình thường kết nạp khoảng 120; các tháng còn lại thường chiếm 58,3% của cả năm."
    )
    assert in_vietnamese[2].startswith("Từ đó lập 8 diễn biến có thể xảy ra trong các tháng tới.")


def test_a_year_gone_by_has_no_months_left_to_explain():
    lines = words.explanation(over(120), en)
    assert not any("months left" in line for line in lines)
    assert len(lines) == 6


def test_without_a_whole_earlier_year_the_pattern_is_uncertain():
    made = forecast()
    since_may = replace(made, seen=made.seen.until(made.seen.first + 6))
    assert words.explanation(outlook(made=since_may, year_total=Sum(45, np.full(8, 70.0))), en)[7:] == [
        "No whole earlier year is known: the pattern of the months is uncertain."
    ]


# --- tone


def test_no_sentence_of_the_forecast_blames_or_praises():
    # domain.md §6.4: "chưa đạt", "cần đôn đốc"; never "yếu kém", no medals.
    said = []
    for _ in (vi, en):
        said += [words.chance_card(outlook(chance), standing(), _)[2] for chance in (0.001, 0.5, 0.999, 1.0)]
        said += [words.reading_card(outlook(reading=reading), _)[2] for reading in ("goes_on", "unmarked", "over")]
        said += [text for card in words.term_cards(heading(), _) for text in card]
        said += [*words.explanation(outlook(), _), words.pace_sentence(outlook(), left(), _)]
    assert not [text for text in said for bad in ("yếu", "kém", "tệ", "weak", "!", "bad", "poor") if bad in text]
