"""Charts that Word and PowerPoint own: drawn by them, edited in them, with their numbers in a workbook inside."""

from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from typing import cast

from pptx import Presentation
from pptx.chart.chart import Chart as Drawn
from pptx.chart.data import CategoryChartData, ChartData
from pptx.chart.series import LineSeries
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.parts.chart import ChartPart
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.shapetree import SlideShapes
from pptx.util import Length, Pt
from xlsxwriter import Workbook

from ketnap.charts import SOURCE_STYLE
from ketnap.charts.dress import ACTUAL, BEFORE, PLAN, TARGET, USUAL
from ketnap.report.told import BARS, COLUMNS, LINES, STACKED_BARS, STACKED_COLUMNS, Chart, Series, plain

KINDS = {
    BARS: XL_CHART_TYPE.BAR_CLUSTERED,
    STACKED_BARS: XL_CHART_TYPE.BAR_STACKED,
    COLUMNS: XL_CHART_TYPE.COLUMN_CLUSTERED,
    STACKED_COLUMNS: XL_CHART_TYPE.COLUMN_STACKED,
    LINES: XL_CHART_TYPE.LINE_MARKERS,
}
# Without these Word draws a rounded frame around a chart.
SQUARE = f'<c:roundedCorners {nsdecls("c")} val="0"/>'
FRAMELESS = f"<c:spPr {nsdecls('c', 'a')}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
MARKS = f'<c:lineChart {nsdecls("c")}><c:grouping val="standard"/><c:varyColors val="0"/></c:lineChart>'
RANGE = "#6aa5d8"
COLOURS = {
    "actual": ACTUAL,
    "before": BEFORE,
    "usual": USUAL,
    "target": TARGET,
    "middle": RANGE,
    "low": RANGE,
    "high": RANGE,
    "plan": PLAN,
    "covered": ACTUAL,
    "short": TARGET,
    "unknown": BEFORE,
} | {code: colour for code, (colour, _pattern) in SOURCE_STYLE.items()}
DASHES = {
    "before": MSO_LINE.DASH,
    "usual": MSO_LINE.ROUND_DOT,
    "middle": MSO_LINE.ROUND_DOT,
    "low": MSO_LINE.SQUARE_DOT,
    "high": MSO_LINE.LONG_DASH,
}


@dataclass(frozen=True)
class Parts:
    """What a chart is made of inside a document: its XML and the workbook with its numbers."""

    chart: bytes
    workbook: bytes


def colour(role: str) -> str:
    """The colour of a role as #rrggbb."""
    return COLOURS[role]


def drawn(
    shapes: SlideShapes, chart: Chart, place: tuple[Length, Length, Length, Length], letters: int, font: str
) -> GraphicFrame:
    """The chart on a slide at a place (left, top, width, height), its letters of a font and so many points high."""
    data = CategoryChartData()
    data.categories = [plain(label) for label in chart.labels]
    for each in chart.series:
        data.add_series(plain(each.name), each.values)
    frame = cast(GraphicFrame, shapes.add_chart(KINDS[chart.kind], *place, cast(ChartData, data)))
    cast(ChartPart, frame.chart.part).chart_workbook.update_from_xlsx_blob(_workbook(data))
    _dress(frame.chart, chart, letters, font)
    frame.element.nvGraphicFramePr.cNvPr.set("descr", plain(chart.title))
    return frame


def _workbook(data: CategoryChartData) -> bytes:
    """The numbers of a chart where its XML says they stand, no name of a unit taken for a formula or an address."""
    held = BytesIO()
    book = Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    sheet.write_column(1, 0, [category.label for category in data.categories])
    for column, each in enumerate(data, 1):
        sheet.write_column(0, column, [each.name, *each.values])
    book.close()
    return held.getvalue()


def parts(chart: Chart, letters: int, font: str) -> Parts:
    """The chart for a document that is not made of slides."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    made = drawn(slide.shapes, chart, (Pt(0), Pt(0), Pt(480), Pt(260)), letters, font).chart
    part = cast(ChartPart, made.part)
    return Parts(part.blob, part.chart_workbook.xlsx_part.blob)


def _dress(made: Drawn, chart: Chart, letters: int, font: str) -> None:
    """The house's dress: its colours, a legend above, counts from zero, few lines."""
    made.has_title = False
    _unframed(made)
    made.font.size, made.font.name = Pt(letters), font
    made.has_legend = True
    made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    made.value_axis.minimum_scale = 0
    made.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string("D9D9D9")
    made.value_axis.format.line.fill.background()
    made.value_axis.tick_labels.number_format, made.value_axis.tick_labels.number_format_is_linked = "#,##0", False
    if chart.kind in (BARS, STACKED_BARS):
        # An axis of bars runs upwards: turned round, what is read first stands first, and its numbers still below.
        made.category_axis.reverse_order = True
        made.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    plot = made.plots[0]
    if chart.kind != LINES:
        plot.gap_width = 60
        plot.overlap = 100 if chart.kind in (STACKED_BARS, STACKED_COLUMNS) else 0
    for each, told in zip(list(plot.series), chart.series, strict=True):
        if chart.kind == LINES:
            _line(each, told)
        elif _is_mark(chart, told):
            _marked(each, told, letters)
        else:
            each.format.fill.solid()
            each.format.fill.fore_color.rgb = _rgb(told.role)
            _labelled(each, letters, is_inside=plot.overlap == 100)


def _unframed(made: Drawn) -> None:
    """No frame around the chart."""
    space = made._chartSpace
    for old in (*space.findall(qn("c:roundedCorners")), *space.findall(qn("c:spPr"))):
        space.remove(old)
    first = space.find(qn("c:date1904"))
    space.insert(0 if first is None else space.index(first) + 1, parse_xml(SQUARE))
    space.find(qn("c:chart")).addnext(parse_xml(FRAMELESS))


def _is_mark(chart: Chart, told: Series) -> bool:
    """Whether a series among columns is a mark above or across them: what is due or expected, not what was counted."""
    return chart.kind == COLUMNS and told.role in ("target", "middle")


def _marked(each, told: Series, letters: int) -> None:
    """A series of columns made one of marks without a line, which python-pptx cannot mix into a chart."""
    columns, series = each._element.getparent(), each._element
    marks = columns.getparent().find(qn("c:lineChart"))
    if marks is None:
        marks = parse_xml(MARKS)
        for axis in columns.findall(qn("c:axId")):
            marks.append(deepcopy(axis))
        columns.addnext(marks)
    columns.remove(series)
    for place in series.findall(qn("c:invertIfNegative")):
        series.remove(place)
    marks.insert(len(marks) - 2, series)
    moved, is_target = LineSeries(series), told.role == "target"
    moved.format.line.fill.background()
    moved.marker.style = XL_MARKER_STYLE.DASH if is_target else XL_MARKER_STYLE.DIAMOND
    moved.marker.size = 2 * letters if is_target else letters
    moved.marker.format.fill.solid()
    moved.marker.format.fill.fore_color.rgb = moved.marker.format.line.color.rgb = _rgb(told.role)
    labels = moved.data_labels
    labels.show_value = True
    labels.position = XL_LABEL_POSITION.ABOVE if is_target else XL_LABEL_POSITION.RIGHT
    labels.font.size, labels.font.color.rgb = Pt(letters - 1), _rgb(told.role)


def _line(each, told: Series) -> None:
    """A line in its colour and dash; only what was counted has marks."""
    each.smooth = False
    each.format.line.color.rgb, each.format.line.width = _rgb(told.role), Pt(3 if told.role == "actual" else 2)
    if told.role in DASHES:
        each.format.line.dash_style = DASHES[told.role]
    each.marker.style = XL_MARKER_STYLE.CIRCLE if told.role == "actual" else XL_MARKER_STYLE.NONE
    if told.role == "actual":
        each.marker.format.fill.solid()
        each.marker.format.fill.fore_color.rgb = _rgb(told.role)
        each.marker.format.line.color.rgb = _rgb(told.role)


def _labelled(each, letters: int, is_inside: bool) -> None:
    """The number of each bar: beside it, or in its middle where bars are stacked, there without the zeros."""
    labels = each.data_labels
    labels.show_value, labels.number_format_is_linked = True, False
    labels.number_format = "#,##0;;" if is_inside else "#,##0"
    labels.position = XL_LABEL_POSITION.CENTER if is_inside else XL_LABEL_POSITION.OUTSIDE_END
    labels.font.size = Pt(letters - 1)
    if is_inside:
        labels.font.color.rgb = RGBColor(255, 255, 255)


def _rgb(role: str) -> RGBColor:
    """The colour of a role."""
    return RGBColor.from_string(COLOURS[role][1:].upper())


def saved(deck) -> bytes:
    """The bytes of a document of python-pptx or python-docx."""
    held = BytesIO()
    deck.save(held)
    return held.getvalue()
