"""The figures of letter 259-CV/ĐUK of 21/6/2021, computed from the sample through every layer.

The letter: "trong 5 tháng đầu năm 2021 … mới kết nạp được 45 đảng viên mới, bằng 36,3% so với cùng kỳ năm
2020"; target "03% trở lên so với tổng số đảng viên … (tương đương khoảng 150 đảng viên/năm)".
"""

from datetime import date

import pytest

from ketnap import account, cuts, words
from ketnap.account import View
from ketnap.i18n import Translator

VI = Translator("vi")
MAY = View(2021, date(2021, 5, 31))


@pytest.fixture(scope="module")
def standing(sample):
    return account.standing(sample, MAY)


def test_the_sample_opens_at_the_end_of_may_2021(sample):
    assert account.default_as_of(sample, date(2021, 6, 21)) == date(2021, 5, 31)


def test_45_were_admitted_in_five_months(standing):
    assert standing.admitted == 45


def test_the_same_period_of_2020_had_124(standing):
    # 45 / 0.363 rounds to 124 and to no other whole number.
    assert standing.same_period.before == 124


def test_that_is_36_3_percent_of_the_same_period(standing):
    assert VI.percent(standing.same_period.now, standing.same_period.before) == "36,3%"


def test_a_ratio_of_36_3_percent_is_79_fewer_not_a_fall_of_36_3_percent(standing):
    assert standing.same_period.difference == -79
    assert words.same_period_card(standing.same_period, MAY, VI)[2] == "**45/124** · giảm 79 đồng chí so với cùng kỳ"


def test_three_percent_of_5000_members_are_150(standing):
    assert (standing.annual.members, standing.annual.by_rate, standing.annual.by_count) == (5000, 150, 150)


def test_that_is_30_percent_of_150(standing):
    assert VI.percent(standing.admitted, standing.target) == "30,0%"


def test_105_are_still_needed(standing):
    assert standing.still_needed == 105


def test_15_a_month_in_seven_months_against_9_so_far(standing):
    assert standing.months_left == 7
    assert VI.number(standing.pace_needed, 1) == "15,0"
    assert VI.number(standing.pace_so_far, 1) == "9,0"


def test_the_answer_in_one_sentence(standing):
    assert words.headline(standing, VI) == (
        "Đến 31/5/2021 đã kết nạp 45 đảng viên, đạt 30,0% chỉ tiêu năm 2021 (150); còn thiếu 105,"
        " cần 15,0 mỗi tháng trong 7 tháng còn lại."
    )


def test_unit_targets_add_up_to_the_blocks(sample):
    assert sum(account.unit_targets(sample, MAY).values()) == 150


def test_the_cuts_by_unit_and_by_source_add_up_to_45(sample):
    assert cuts.units(sample, MAY)["admissions"].sum() == 45
    by_month, by_year = cuts.sources(sample, MAY)
    assert by_month.sum().sum() == by_year[2021].sum() == 45


def test_the_officers_units_add_up_to_the_whole(sample):
    found = cuts.officers(sample, MAY, cuts.units(sample, MAY))
    assert (len(found), found["admissions"].sum(), found["target"].sum()) == (7, 45, 150)


def test_a_year_gone_by_is_compared_as_a_whole(sample):
    found = account.standing(sample, View(2020, date(2021, 5, 31)))
    # The sample's 2020: 186, its 2019: 149 (see its generator); 3 % of 4,930 members are 148.
    assert (found.admitted, found.same_period.before, found.target, found.months_left) == (186, 149, 148, 0)
