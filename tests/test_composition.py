"""The composition of the year's new members, and that nobody in a small group can be made out."""

from datetime import date
from itertools import product

import pytest

from ketnap import charts, composition, sheets, words
from ketnap.account import View
from ketnap.i18n import Translator
from tests.dashboard import opened, text
from tests.rows import UNITS, keep

vi, en = Translator("vi"), Translator("en")
YEAR_END = View(2021, date(2021, 12, 31))
HEADER = "Mã số,Họ và tên,Ngày sinh,Giới tính,Đơn vị,Ngày QĐ,Ngày kết nạp,Nguồn,Nghề nghiệp,Ngày hủy QĐ\n"


def roster(people):
    """A roster of (how many, gender, birth, source, occupation)."""
    lines, number = [], 0
    for count, gender, birth, source, occupation in people:
        for _ in range(count):
            number += 1
            lines.append(f"S{number},Mẫu {number},{birth},{gender},Sở A,05/03/2021,,{source},{occupation},\n")
    return HEADER + "".join(lines)


PEOPLE = (
    (5, "Nữ", "1/2/1995", "Đoàn TN", "Viên chức"),
    (4, "Nam", "1/2/1985", "Công đoàn", "Cán bộ công chức"),
    (1, "Nam", "1/2/1975", "Công đoàn", "Sinh viên năm cuối"),
)


def shown(store, view=YEAR_END):
    rows = composition.composition(store, view)
    return [
        (row.kind, row.group, row.state if row.state != "shown" else int(row.admissions)) for row in rows.itertuples()
    ]


def test_groups_with_shares_of_all_and_small_ones_hidden_with_the_next_smallest(store):
    keep(store, UNITS, roster(PEOPLE))
    assert shown(store) == [
        ("gender", "f", 5),
        ("gender", "m", 5),
        # One is fewer than three, and would be 10 - 5 - 4: the four are hidden too.
        ("age_band", "18-30", 5),
        ("age_band", "31-40", "hidden"),
        ("age_band", "41-50", "small"),
        ("occupation", "civil_servant", "hidden"),
        ("occupation", "public_employee", 5),
        ("occupation", "student", "small"),
        ("source", "youth_union", 5),
        ("source", "trade_union", 5),
    ]


@pytest.mark.parametrize(
    ("counts", "states"),
    [
        ({"a": 5, "b": 3}, "shown shown"),
        ({"a": 9, "b": 5, "c": 2}, "shown hidden small"),
        # 1 of 4 is known for certain if the other is at least 3: the 9 is hidden too.
        ({"a": 9, "b": 3, "c": 1}, "hidden hidden small"),
        # 1 + 2 may be 2 + 1.
        ({"a": 9, "b": 1, "c": 2}, "shown small small"),
        # 1 + 1 and 2 + 2 may be nothing else.
        ({"a": 9, "b": 1, "c": 1}, "hidden small small"),
        ({"a": 9, "b": 2, "c": 2}, "hidden small small"),
        # The 5 lies between 3 and the 5 that is shown, so that 2 of 7 would be known for certain.
        ({"a": 5, "b": 5, "c": 2}, "hidden hidden small"),
        # Whatever is hidden, the total of two is one and one; a group alone is its total.
        ({"a": 1, "b": 1}, ""),
        ({"a": 2}, ""),
        ({"a": 3}, "shown"),
        ({}, ""),
    ],
)
def test_a_hidden_group_cannot_be_worked_out(counts, states):
    assert " ".join(composition.hidden(counts, 3).values()) == states


def sizes_of_small_groups(counts, smallest):
    """What a reader who knows the rule may think each small group's size is."""
    groups = dict(enumerate(counts))
    states = composition.hidden(groups, smallest)
    seen = [groups[group] for group, state in states.items() if state == "shown"]
    unseen = [group for group, state in states.items() if state != "shown"]
    # A small group has 1 to smallest - 1 people; one hidden beside it at least smallest, and no more than any shown.
    sizes = {"small": range(1, smallest), "hidden": range(smallest, min([*seen, sum(counts)]) + 1)}
    left = sum(counts) - sum(seen)
    possible = [found for found in product(*(sizes[states[group]] for group in unseen)) if sum(found) == left]
    return [{found[at] for found in possible} for at, group in enumerate(unseen) if states[group] == "small"]


@pytest.mark.parametrize("smallest", [3, 4])
def test_every_small_group_may_have_two_sizes_for_all_a_reader_sees(smallest):
    found = {counts: sizes_of_small_groups(counts, smallest) for counts in product(range(1, 8), repeat=3)}
    assert sum(map(len, found.values())) > 100
    assert all(len(sizes) > 1 for small in found.values() for sizes in small)


def test_the_setting_says_how_small_is_too_small(store):
    keep(store, UNITS, roster(PEOPLE))
    store.set("smallest_cell", "6", "test")
    # Five and five are ten, be they four and six: of fewer than six each only 5 + 5 makes ten, so nothing is shown.
    assert [row for row in shown(store) if row[0] == "gender"] == []
    store.set("smallest_cell", "1", "test")
    assert ("age_band", "41-50", 1) in shown(store)


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Công chức", "civil_servant"),
        ("cán bộ", "civil_servant"),
        ("VIÊN CHỨC", "public_employee"),
        ("Công nhân", "worker"),
        ("Lao động hợp đồng", "worker"),
        ("HSSV", "student"),
        ("Công nhân viên chức quốc phòng", "armed_forces"),
        ("Công an", "armed_forces"),
        ("Bác sĩ", "other"),
        ("", "unknown"),
    ],
)
def test_occupations_are_grouped_by_their_words(store, text, group):
    keep(store, UNITS, roster([(3, "Nữ", "1/2/1995", "", text)]))
    assert [row[1:] for row in shown(store) if row[0] == "occupation"] == [(group, 3)]


def test_basis_as_of_day_and_filters_are_kept_to(store):
    lines = (
        "S1,M1,1/2/1995,Nữ,Sở A,24/12/2021,05/01/2022,Đoàn TN,,\n"
        "S2,M2,1/2/1995,Nữ,Sở A,05/03/2021,06/03/2021,Đoàn TN,,20/06/2021\n"
        "S3,M3,1/2/1995,Nam,Sở B,05/03/2021,06/03/2021,Công đoàn,,\n"
    )
    keep(store, UNITS, HEADER + lines)
    assert composition.admitted(store, YEAR_END) == 2
    assert composition.admitted(store, View(2021, date(2021, 6, 19))) == 2
    assert composition.admitted(store, View(2021, date(2021, 6, 20))) == 1
    assert composition.admitted(store, View(2022, date(2022, 12, 31), "ceremony")) == 1
    assert composition.admitted(store, View(2021, date(2021, 12, 31), "ceremony")) == 1
    for narrowed in ({"unit": "B"}, {"officer": "P2"}, {"source": "trade_union"}):
        assert composition.admitted(store, View(2021, date(2021, 12, 31), **narrowed)) == 1


def test_the_sentence_names_only_groups_that_are_shown(store):
    keep(store, UNITS, roster(PEOPLE))
    rows = composition.composition(store, YEAR_END)
    # 5 of 10 each.
    assert words.composition_sentence(rows, 10, 10, YEAR_END, vi) == (
        "Trong 10 đảng viên kết nạp năm 2021 tính đến 31/12/2021"
        " – nữ: 5 (50,0%); 18–30 tuổi: 5 (50,0%); viên chức: 5 (50,0%)."
    )
    few = rows.iloc[:0]
    assert words.composition_sentence(few, 2, 2, YEAR_END, en) == (
        "2 admitted in 2021 up to 31 Dec 2021; too few to show groups of them."
    )
    assert words.composition_sentence(few, 0, 0, YEAR_END, vi) == "Năm 2021 đến 31/12/2021 chưa có kết nạp nào."


def test_the_table_and_the_chart_show_no_hidden_figure(store):
    keep(store, UNITS, roster(PEOPLE))
    rows = composition.composition(store, YEAR_END)
    assert sheets.groups(rows, 3, vi).values.tolist()[:5] == [
        ["Giới tính", "Nữ", "5", "50,0%"],
        ["Giới tính", "Nam", "5", "50,0%"],
        ["Tuổi", "18–30 tuổi", "5", "50,0%"],
        ["Tuổi", "31–40 tuổi", "ẩn", "–"],
        ["Tuổi", "41–50 tuổi", "<3", "–"],
    ]
    figure = charts.groups(words.group_bars(rows, 3, vi), vi)
    assert [trace.name for trace in figure.data] == ["Giới tính", "Tuổi", "Nghề nghiệp", "Nguồn"]
    assert (list(figure.data[1].x), list(figure.data[1].text)) == ([5, 0, 0], ["5 (50,0%)", "ẩn", "<3"])
    assert list(figure.data[1].y) == ["2", "3", "4"]


@pytest.mark.parametrize(("language", "said"), [("vi", "nữ: 5 (50,0%)"), ("en", "women: 5 (50.0%)")])
def test_the_page_shows_the_groups(monkeypatch, store, language, said):
    keep(store, UNITS, roster(PEOPLE))
    app = opened(monkeypatch, store, language=language).run()
    app.switch_page("pages/composition.py").run()
    assert not app.exception
    assert said in text(app)
    assert app.get("plotly_chart")


def test_a_year_of_too_few_has_no_chart(monkeypatch, store):
    keep(store, UNITS, roster([(2, "Nữ", "1/2/1995", "", "Viên chức")]))
    app = opened(monkeypatch, store).run()
    app.switch_page("pages/composition.py").run()
    assert not app.exception
    assert "quá ít để hiện cơ cấu" in text(app)
    assert not app.get("plotly_chart")
