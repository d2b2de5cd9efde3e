"""What the charts show, read off the figures' data."""

import math
import re

import pandas as pd
import plotly.graph_objects as go
import pytest

from ketnap import charts
from ketnap.i18n import Translator

vi, en = Translator("vi"), Translator("en")
NAN = float("nan")
MONTHS = pd.RangeIndex(1, 13, name="month")
IN_VIETNAMESE = tuple(f"T{month}" for month in range(1, 13))
# The letter: 45 admitted in five months of 2021, 124 in the same period of 2020; the months apart are invented.
THIS_YEAR = [10.0, 0.0, 9.0, 6.0, 20.0] + [NAN] * 7
LAST_YEAR = [30.0, 12.0, 20.0, 26.0, 36.0, 9.0, 8.0, 10.0, 9.0, 7.0, 9.0, 10.0]
NAMES = {
    "youth_union": "Đoàn Thanh niên",
    "trade_union": "Công đoàn",
    "two_members": "Hai đảng viên",
    "other": "Nguồn khác",
    "unknown": "Chưa rõ nguồn",
}


def months(**changed):
    given = {"this_year": THIS_YEAR, "last_year": LAST_YEAR, "usual": [NAN] * 12} | changed
    return pd.DataFrame(given, index=MONTHS, dtype=float)


def added(**changed):
    """The months added up, with a usual path to 150 in even twelfths."""
    return months(usual=[12.5] * 12).cumsum(skipna=False).assign(**changed)


def fan(**changed):
    """Five months known, then bands that widen by one a month on either side of the median, and 15 needed a month."""
    ahead = [NAN] * 4 + list(range(8))
    bands = {
        "median": [45.0 + 8 * step for step in ahead],
        "low50": [45.0 + 7 * step for step in ahead],
        "high50": [45.0 + 9 * step for step in ahead],
        "low80": [45.0 + 6 * step for step in ahead],
        "high80": [45.0 + 10 * step for step in ahead],
        "low95": [45.0 + 5 * step for step in ahead],
        "high95": [45.0 + 11 * step for step in ahead],
        "needed": [45.0 + 15 * step for step in ahead],
    }
    return added()[["this_year"]].assign(**bands | changed)


def past(*years):
    """The counts of last year, added up, for each of the years."""
    return pd.DataFrame(dict.fromkeys(years, LAST_YEAR), index=MONTHS, dtype=float).cumsum()


def term_ahead():
    """A year gone by, one that runs, two ahead; a target is not known of the last."""
    return pd.DataFrame(
        {
            "year": range(2021, 2025),
            "admitted": [152, 45, NAN, NAN],
            "median": [NAN, 140, 155, 1234],
            "low": [NAN, 120, 110, 1000],
            "high": [NAN, 165, 210, 1500],
            "target": [150, 151, 154, NAN],
        }
    )


def scenarios():
    return pd.DataFrame(
        {
            "label": ["Như hiện nay", "Mở thêm lớp"],
            "low": [101, 1115],
            "median": [115, 1230],
            "high": [129, 1345],
            "target": [150, NAN],
        }
    )


def term():
    admitted = [152, 45, NAN, NAN, NAN]
    return pd.DataFrame({"year": range(2021, 2026), "admitted": admitted, "target": [150, 151, 151, 151, NAN]})


def rows(count):
    return pd.DataFrame(
        {
            "label": [f"Đơn vị {number}" for number in range(count)],
            "admitted": range(count),
            "target": pd.array([None, *range(1, count)], dtype="Float64"),
        }
    )


def sources(*across):
    counts = [[3, 0], [1, 2], [0, 1], [1, 0], [0, 4]]
    return pd.DataFrame(counts, index=list(NAMES), columns=list(across), dtype=float)


def needs():
    return pd.DataFrame({"label": ["Ủy viên 1", "Ủy viên 2"], "covered": [3, 0], "short": [1, 2], "unknown": [0, 4]})


def groups():
    known = {"kind": ["Giới tính", "Giới tính", "Tuổi"], "label": ["Nữ", "Nam", "18–30"], "text": ["5", "4", "<3"]}
    return pd.DataFrame({**known, "admissions": [5, 4, NAN]})


def curves():
    months, shares = [0.0, 6.0, 12.0, 0.0, 6.0], [0.0, 0.25, 0.5, 0.0, 0.1]
    years, whole = [2019, 2019, 2019, 2020, 2020], [True, True, False, True, True]
    return pd.DataFrame({"class_year": years, "months": months, "share": shares, "is_whole": whole})


def ceremony_days():
    return pd.DataFrame({"first": [0, 26, 31], "last": [5, 30, NAN], "held": [4, 2, 1], "open": [0, 0, 1]})


FIGURES = {
    "needs": charts.needs(needs(), vi),
    "groups": charts.groups(groups(), vi),
    "class_curves": charts.class_curves(curves(), vi),
    "ceremony_days": charts.ceremony_days(ceremony_days(), ["0–5", "26–30", "> 30"], 30, vi),
    "cumulative": charts.cumulative(added(), 150, 2021, vi),
    "monthly": charts.monthly(months(), 2021, vi),
    "term": charts.term(term(), vi),
    "against_target": charts.against_target(rows(3), vi),
    "by_source": charts.by_source(sources("T1", "T2"), ["T1", "T2"], NAMES, vi),
    "fan": charts.fan(fan(), past(2016, 2017, 2018, 2019, 2020), 150, 2021, vi),
    "ranges": charts.ranges(scenarios(), vi),
    "term_ahead": charts.term_ahead(term_ahead(), vi),
}


def trace(figure, name):
    """The one trace of that name."""
    (found,) = [trace for trace in figure.data if trace.name == name]
    return found


def names(figure):
    return [trace.name for trace in figure.data if trace.showlegend is not False]


def values(numbers):
    """Numbers as a list, None where nothing is drawn."""
    return [None if value is None or math.isnan(value) else value for value in numbers]


def test_every_function_is_tried():
    public = {name for name, found in vars(charts).items() if callable(found) and not name.startswith("_")}
    assert public == {*FIGURES, "config", "enlarged"} == set(charts.__all__) - {"SOURCE_STYLE", "organizations", "plan"}


def test_a_figure_for_a_room_has_everything_twice_as_large_and_its_height_left_open():
    figure = charts.cumulative(added(), 150, 2021, vi)
    wide = charts.enlarged(figure)
    assert wide.layout.height is None
    assert (wide.layout.font.size, wide.layout.legend.font.size) == (28, 28)
    assert trace(wide, "Năm 2021").textfont.size == 2 * trace(figure, "Năm 2021").textfont.size
    assert trace(wide, "Năm 2021").marker.size == 2 * trace(figure, "Năm 2021").marker.size
    drawn, large = figure.to_plotly_json()["data"], wide.to_plotly_json()["data"]
    assert [each["y"] for each in large] == [each["y"] for each in drawn]
    assert (figure.layout.height, figure.layout.font.size) == (420, 14)


@pytest.mark.parametrize(("highest", "step"), [(1, 1), (10, 1), (11, None)])
def test_a_few_are_marked_one_by_one(highest, step):
    rows = months().assign(this_year=[highest] + [0] * 11, last_year=0)
    assert charts.monthly(rows, 2021, vi).layout.yaxis.dtick == step


def test_parts_of_a_bar_are_many_together():
    rows = pd.DataFrame([[6, 1], [6, 0]], index=["youth_union", "other"])
    figure = charts.by_source(rows, ["T1", "T2"], NAMES, vi)
    assert (figure.layout.barmode, figure.layout.yaxis.dtick) == ("stack", None)
    assert charts.by_source(rows - 1, ["T1", "T2"], NAMES, vi).layout.yaxis.dtick == 1


# --- the year added up


def test_the_year_added_up_beside_last_year_the_usual_pace_and_the_target():
    figure = charts.cumulative(added(), 150, 2021, vi)
    assert names(figure) == ["Tiến độ thông thường để đạt chỉ tiêu", "Năm 2020", "Năm 2021", "Chỉ tiêu"]
    # 10, 10+0, +9, +6, +20 = 45; then nothing.
    assert values(trace(figure, "Năm 2021").y) == [10, 10, 19, 25, 45] + [None] * 7
    assert values(trace(figure, "Năm 2020").y)[4] == 124
    assert values(trace(figure, "Tiến độ thông thường để đạt chỉ tiêu").y)[-1] == 150
    assert list(trace(figure, "Chỉ tiêu").y) == [150] * 12


def test_an_approved_plan_is_a_line_of_its_own():
    figure = charts.cumulative(added(planned=range(10, 130, 10)), 150, 2021, vi)
    assert values(trace(figure, "Kế hoạch đã duyệt 2021").y) == list(range(10, 130, 10))
    going = pd.DataFrame({"planned_sum": range(12), "admitted_sum": [1.0, 2.0, *[NAN] * 10]}, index=MONTHS)
    figure = charts.plan.progress(going, 2021, vi)
    assert names(figure) == ["Kế hoạch đã duyệt 2021", "Năm 2021"]
    assert values(trace(figure, "Năm 2021").y) == [1, 2, *[None] * 10]


def test_the_months_of_a_plan_are_bars_with_their_numbers():
    figure = charts.plan.months(pd.Series(range(1, 13), index=MONTHS, dtype=float), 2022, vi)
    assert names(figure) == ["Kế hoạch 2022"]
    assert list(trace(figure, "Kế hoạch 2022").text)[:2] == ["1", "2"]


def test_only_the_last_known_month_bears_its_number():
    figure = charts.cumulative(added(), 150, 2021, vi)
    assert list(trace(figure, "Năm 2021").text) == ["", "", "", "", "45", *[""] * 7]
    assert list(trace(figure, "Chỉ tiêu").text) == ["150", *[""] * 11]


def test_a_year_of_which_nothing_is_known_bears_no_number():
    figure = charts.cumulative(added(this_year=NAN), 150, 2021, vi)
    assert set(trace(figure, "Năm 2021").text) == {""}


def test_what_is_not_known_is_not_drawn():
    assert names(charts.cumulative(added(usual=NAN, last_year=NAN), None, 2021, en)) == ["Year 2021"]
    assert names(charts.monthly(months(last_year=NAN), 2021, en)) == ["Year 2021"]
    bands = ["Range of 95%", "Range of 80%", "Range of 50%", "Middle of the forecast"]
    assert names(charts.fan(fan(needed=NAN), past(), None, 2021, en)) == [*bands, "Year 2021"]


def test_without_a_target_there_is_no_target_line():
    assert "Chỉ tiêu" not in names(charts.cumulative(added(), None, 2021, vi))
    assert "Chỉ tiêu" not in names(charts.fan(fan(), past(2020), None, 2021, vi))


def test_a_target_of_nobody_is_still_drawn():
    assert list(trace(charts.cumulative(added(), 0, 2021, vi), "Chỉ tiêu").y) == [0] * 12


# --- month by month


def test_an_empty_month_is_zero_and_a_month_ahead_is_empty():
    figure = charts.monthly(months(), 2021, vi)
    assert values(trace(figure, "Năm 2021").y) == [10, 0, 9, 6, 20] + [None] * 7
    assert list(trace(figure, "Năm 2021").text) == ["10", "0", "9", "6", "20", *[""] * 7]
    assert values(trace(figure, "Năm 2020").y) == LAST_YEAR


def test_last_year_stands_left_of_this_year():
    assert names(charts.monthly(months(), 2021, en)) == ["Year 2020", "Year 2021"]


@pytest.mark.parametrize("name", ["cumulative", "monthly", "fan"])
def test_the_months_are_written_as_the_language_does(name):
    assert tuple(FIGURES[name].data[0].x) == IN_VIETNAMESE
    assert charts.monthly(months(), 2021, en).data[0].x[:3] == ("Jan", "Feb", "Mar")


# --- the term


def test_the_years_of_the_term_against_their_targets():
    figure = charts.term(term(), vi)
    bars, marks, labels = figure.data
    assert list(bars.x) == ["2021", "2022", "2023", "2024", "2025"]
    assert values(bars.y) == [152, 45, None, None, None]
    assert list(bars.text) == ["152", "45", "", "", ""]
    assert values(marks.y) == [150, 151, 151, 151, None]
    assert list(labels.text) == ["150", "151", "151", "151", ""]
    assert names(figure) == ["Đã kết nạp", "Chỉ tiêu"]
    assert figure.layout.xaxis.type == "category"


# --- units or officers against their targets


def test_bars_and_target_marks_in_the_order_given():
    figure = charts.against_target(rows(3), vi)
    bars, marks = figure.data
    assert list(figure.layout.yaxis.ticktext) == ["Đơn vị 0", "Đơn vị 1", "Đơn vị 2"]
    assert figure.layout.yaxis.autorange == "reversed"
    assert list(bars.x) == [0, 1, 2]
    assert list(bars.text) == ["0", "1", "2"]
    assert values(marks.x) == [None, 1, 2]
    assert list(bars.y) == list(marks.y) == list(figure.layout.yaxis.tickvals)


def test_names_that_begin_alike_keep_bars_of_their_own():
    # Cut to 34 letters the two are one.
    alike = ["Đảng bộ Ban Quản lý các khu công nghiệp tỉnh", "Đảng bộ Ban Quản lý các khu công nghệ cao tỉnh"]
    figure = charts.against_target(pd.DataFrame({"label": alike, "admitted": [1, 2], "target": [2, 3]}), vi)
    bars, _marks = figure.data
    assert len(set(bars.y)) == 2
    assert list(bars.customdata) == alike
    assert set(figure.layout.yaxis.ticktext) == {"Đảng bộ Ban Quản lý các khu công…"}


def test_more_rows_make_a_higher_chart():
    heights = [charts.against_target(rows(count), vi).layout.height for count in (1, 7, 70)]
    # 34 pixels a row, as much as a line of text of 14 needs with air around it.
    assert heights[1] - heights[0] == 6 * 34
    assert heights[2] - heights[1] == 63 * 34


# --- sources


def test_sources_are_stacked_each_in_its_own_colour_and_pattern():
    figure = charts.by_source(sources("T1", "T2"), ["T1", "T2"], NAMES, vi)
    assert names(figure) == list(NAMES.values())
    assert figure.layout.barmode == "stack"
    assert {bar.name: list(bar.y) for bar in figure.data}["Công đoàn"] == [1, 2]
    for code, bar in zip(NAMES, figure.data, strict=True):
        assert (bar.marker.color, bar.marker.pattern.shape) == charts.SOURCE_STYLE[code]


def test_a_source_keeps_its_colour_when_others_are_missing():
    figure = charts.by_source(sources("2021", "2020").loc[["unknown"]], ["2021", "2020"], NAMES, vi)
    assert (figure.data[0].marker.color, figure.data[0].marker.pattern.shape) == charts.SOURCE_STYLE["unknown"]


def test_every_source_has_a_style_and_no_two_the_same():
    assert set(charts.SOURCE_STYLE) == set(NAMES)
    assert len({colour for colour, _pattern in charts.SOURCE_STYLE.values()}) == 5
    assert len({pattern for _colour, pattern in charts.SOURCE_STYLE.values()}) == 5


def test_an_empty_piece_of_a_stack_bears_no_number():
    figure = charts.by_source(sources("T1", "T2"), ["T1", "T2"], NAMES, vi)
    assert list(figure.data[0].text) == ["3", ""]


def test_a_month_ahead_bears_no_number():
    counts = sources("T1", "T2").assign(T2=NAN)
    assert list(charts.by_source(counts, ["T1", "T2"], NAMES, vi).data[0].text) == ["3", ""]


# --- the forecast


def test_the_fan_opens_at_the_last_known_month():
    figure = charts.fan(fan(), past(2020), 150, 2021, vi)
    assert values(trace(figure, "Năm 2021").y) == [10, 10, 19, 25, 45] + [None] * 7
    # 45 + 8 a month for seven months = 101.
    assert values(trace(figure, "Mức giữa của dự báo").y) == [None] * 4 + [45, 53, 61, 69, 77, 85, 93, 101]
    assert values(trace(figure, "Khoảng 95%").y)[-1] == 45 + 5 * 7
    assert values(trace(figure, "Khoảng 80%").y)[-1] == 45 + 6 * 7
    assert values(trace(figure, "Khoảng 50%").y)[-1] == 45 + 7 * 7
    assert list(trace(figure, "Chỉ tiêu").y) == [150] * 12


def test_the_path_to_the_target_starts_from_what_is_known():
    figure = charts.fan(fan(), past(2020), 150, 2021, vi)
    # 150 - 45 = 105 in seven months = 15 a month.
    assert values(trace(figure, "Lộ trình tới chỉ tiêu").y) == [None] * 4 + [45, 60, 75, 90, 105, 120, 135, 150]


def test_each_band_is_filled_up_to_its_upper_edge_the_widest_at_the_back():
    edges = charts.fan(fan(), past(), 150, 2021, vi).data[:6]
    assert [values(edge.y)[-1] for edge in edges] == [122, 80, 115, 87, 108, 94]
    assert [edge.fill for edge in edges] == [None, "tonexty"] * 3


def test_a_line_shows_where_the_known_ends():
    figure = charts.fan(fan(), past(2020), 150, 2021, vi)
    assert [(line.x0, line.x1) for line in figure.layout.shapes] == [("T5", "T5")]
    whole = charts.fan(fan(this_year=range(1, 13)), past(2020), 150, 2021, vi)
    assert not whole.layout.shapes


def test_the_middle_of_december_bears_its_number():
    middle = trace(charts.fan(fan(), past(), 150, 2021, vi), "Mức giữa của dự báo")
    assert list(middle.text) == [""] * 11 + ["101"]


def test_years_gone_by_lie_under_the_forecast_the_newest_first():
    figure = charts.fan(fan(), past(2019, 2020), 150, 2021, vi)
    assert [name for name in names(figure) if name.startswith("Năm")] == ["Năm 2020", "Năm 2019", "Năm 2021"]
    # The letter: 124 in the same period; 30 + 12 + 20 + 26 + 36 = 124.
    assert values(trace(figure, "Năm 2020").y)[4] == 124


def test_of_many_years_gone_by_the_last_five_are_drawn():
    figure = charts.fan(fan(), past(*range(2013, 2021)), 150, 2021, vi)
    assert [name for name in names(figure) if name.startswith("Năm")][:-1] == [
        f"Năm {year}" for year in (2020, 2019, 2018, 2017, 2016)
    ]


def test_scenarios_from_top_to_bottom_with_range_middle_and_target():
    figure = charts.ranges(scenarios(), vi)
    bars, middles, marks = figure.data
    assert list(figure.layout.yaxis.ticktext) == ["Như hiện nay", "Mở thêm lớp"]
    assert figure.layout.yaxis.autorange == "reversed"
    # A bar begins at the lower end and is as long as the range: 129 - 101 = 28, 1345 - 1115 = 230.
    assert (list(bars.base), list(bars.x)) == ([101, 1115], [28, 230])
    assert (list(middles.x), list(middles.text)) == ([115, 1230], ["115", "1.230"])
    assert values(marks.x) == [150, None]
    assert list(bars.y) == list(middles.y) == list(marks.y) == list(figure.layout.yaxis.tickvals)
    assert names(figure) == ["Khoảng 80%", "Mức giữa của dự báo", "Chỉ tiêu"]


def test_scenarios_that_are_called_alike_keep_rows_of_their_own():
    figure = charts.ranges(scenarios().assign(label="Như hiện nay"), vi)
    assert len(set(figure.data[0].y)) == 2
    assert list(figure.layout.yaxis.ticktext) == ["Như hiện nay"] * 2


def test_the_years_of_the_term_ahead():
    figure = charts.term_ahead(term_ahead(), vi)
    bars, middles, marks, labels = figure.data
    assert list(bars.x) == ["2021", "2022", "2023", "2024"]
    assert values(bars.y) == [152, 45, None, None]
    assert list(bars.text) == ["152", "45", "", ""]
    assert values(middles.y) == [None, 140, 155, 1234]
    assert [text.strip() for text in middles.text] == ["", "140", "155", "1.234"]
    assert values(marks.y) == [150, 151, 154, None]
    assert list(labels.text) == ["150", "151", "154", ""]
    assert names(figure) == ["Đã kết nạp", "Mức giữa của dự báo và khoảng 80%", "Chỉ tiêu"]
    assert figure.layout.xaxis.type == "category"


def test_the_range_of_a_year_reaches_from_its_lower_to_its_upper_end():
    whisker = charts.term_ahead(term_ahead(), vi).data[1].error_y
    # 165 - 140 = 25 above, 140 - 120 = 20 below; 210 - 155 = 55, 155 - 110 = 45; 1500 - 1234 = 266, 1234 - 1000 = 234.
    assert values(whisker.array) == [None, 25, 55, 266]
    assert values(whisker.arrayminus) == [None, 20, 45, 234]


def test_a_year_in_which_nobody_is_admitted_yet_bears_no_number():
    figure = charts.term_ahead(term_ahead().assign(admitted=[152, 0, NAN, NAN]), vi)
    assert list(figure.data[0].text) == ["152", "", "", ""]


# --- all of them


def look(trace):
    """How a trace differs from others in grey print: its kind, line, symbols, pattern and fill."""
    line, marker = trace.line if trace.type == "scatter" else None, trace.marker
    opacity = re.search(r"[\d.]+(?=\)$)", trace.fillcolor or "") if trace.type == "scatter" else None
    return (
        trace.type,
        "lines" in (trace.mode or "") if trace.type == "scatter" else "",
        "markers" in (trace.mode or "") if trace.type == "scatter" else "",
        line and (line.dash or "solid"),
        marker.symbol if trace.type == "scatter" else marker.pattern.shape or "",
        opacity and opacity.group(),
    )


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_no_two_traces_differ_by_colour_alone(figure):
    looks = [look(trace) for trace in figure.data if trace.showlegend is not False]
    assert len(set(looks)) == len(looks) > 1


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_every_trace_is_named_or_adds_nothing_to_the_legend(figure):
    assert all(trace.name for trace in figure.data if trace.showlegend is not False)


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_nothing_in_a_figure_refers_to_an_outside_address(figure):
    written = figure.to_json()
    assert not re.search(r"https?:|//[a-z]|\bwww\.", written, re.IGNORECASE)
    # Maps fetch their tiles and outlines; bars and lines fetch nothing.
    assert {trace.type for trace in figure.data} <= {"bar", "scatter"}
    assert not figure.layout.images


COUNTS = {name: figure for name, figure in FIGURES.items() if name != "class_curves"}


@pytest.mark.parametrize("figure", COUNTS.values(), ids=COUNTS)
def test_counts_begin_at_zero_and_nothing_can_be_dragged(figure):
    counts = figure.layout.xaxis if figure.data[0].orientation == "h" else figure.layout.yaxis
    assert (counts.rangemode, counts.tickformat) == ("tozero", ",d")
    assert (figure.layout.xaxis.fixedrange, figure.layout.yaxis.fixedrange) == (True, True)
    assert figure.layout.dragmode is False


@pytest.mark.parametrize(("_", "separators"), [(vi, ",."), (en, ".,")])
def test_separators_follow_the_language(_, separators):
    # domain.md §6.4: plotly `separators=",."` for 1.234,5.
    assert charts.monthly(months(), 2021, _).layout.separators == separators
    assert charts.against_target(rows(2), _).layout.separators == separators
    assert charts.ranges(scenarios(), _).layout.separators == separators


def test_numbers_on_the_chart_follow_the_language():
    many = months(this_year=[1234.0] + [NAN] * 11)
    assert trace(charts.monthly(many, 2021, vi), "Năm 2021").text[0] == "1.234"
    assert trace(charts.monthly(many, 2021, en), "Year 2021").text[0] == "1,234"


@pytest.mark.parametrize("_", [vi, en])
def test_no_tool_bar_no_logo_and_nothing_is_sent(_):
    told = charts.config(_)
    assert told["displayModeBar"] is False
    assert told["displaylogo"] is False
    assert told["showSendToCloud"] is False
    assert told["scrollZoom"] is False
    assert not any("plotlyServerURL" in key for key in told)


def test_a_figure_leaves_its_rows_as_they_were():
    given = {"cumulative": added(), "monthly": months(), "term": term(), "rows": rows(3), "fan": fan()}
    given |= {"past": past(2019, 2020), "scenarios": scenarios(), "term_ahead": term_ahead()}
    before = {name: frame.copy() for name, frame in given.items()}
    charts.cumulative(given["cumulative"], 150, 2021, vi)
    charts.monthly(given["monthly"], 2021, vi)
    charts.term(given["term"], vi)
    charts.against_target(given["rows"], vi)
    charts.fan(given["fan"], given["past"], 150, 2021, vi)
    charts.ranges(given["scenarios"], vi)
    charts.term_ahead(given["term_ahead"], vi)
    for name, frame in given.items():
        pd.testing.assert_frame_equal(frame, before[name])


def test_every_chart_is_a_figure():
    assert all(isinstance(figure, go.Figure) for figure in FIGURES.values())
