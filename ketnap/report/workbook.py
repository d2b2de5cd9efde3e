"""A workbook: a sheet of answers, then a sheet per table, numbers as numbers, with charts that Excel owns."""

import re
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ketnap.i18n import Translator
from ketnap.report.native import colour
from ketnap.report.told import BARS, COLUMNS, LINES, STACKED_BARS, STACKED_COLUMNS, Chart, Report, Series, plain

KINDS = {
    BARS: {"type": "bar"},
    STACKED_BARS: {"type": "bar", "subtype": "stacked"},
    COLUMNS: {"type": "column"},
    STACKED_COLUMNS: {"type": "column", "subtype": "stacked"},
    LINES: {"type": "line"},
}
# What the name of a sheet may not hold, and how long it may be.
FORBIDDEN, LONGEST = re.compile(r"[\[\]:*?/\\']"), 31
WIDEST = 44
# Where a table begins below its title and source.
FIRST = 3


def workbook(told: Report, _: Translator) -> bytes:
    """The account as a workbook; no cell of it is a formula or a link."""
    held = BytesIO()
    made = Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    formats = {
        "title": made.add_format({"bold": True, "font_size": 14}),
        "note": made.add_format({"italic": True, "font_color": "#6b7076"}),
        "head": made.add_format({"bold": True, "bg_color": "#e8eef4", "border": 1, "text_wrap": True, "valign": "top"}),
        "text": made.add_format({"text_wrap": True, "valign": "top"}),
        "missing": made.add_format({"align": "right", "font_color": "#6b7076", "valign": "top"}),
        "whole": made.add_format({"num_format": "#,##0", "valign": "top"}),
        "broken": made.add_format({"num_format": "#,##0.0", "valign": "top"}),
    }
    names: set[str] = set()
    _answers(_sheet(made, _("Answers"), told, names, _), told, formats)
    for section in told.sections:
        for number, chart in enumerate(section.charts, 1):
            name = f"{section.heading} {number}" if len(section.charts) > 1 else section.heading
            _chart(made, _sheet(made, _("Chart {name}", name=name), told, names, _), chart, told, formats)
        for table in section.tables:
            sheet = _sheet(made, table.title, told, names, _)
            _above(sheet, table.title, told, formats)
            _table(sheet, [str(name) for name in table.rows], table.rows.itertuples(index=False), formats)
    made.close()
    return held.getvalue()


def _sheet(made: Workbook, name: str, told: Report, names: set[str], _: Translator) -> Worksheet:
    """A sheet with a name of its own that prints on paper on its side, with its stamp and the number of the page."""
    wanted = FORBIDDEN.sub(" ", plain(name)).strip()[:LONGEST] or "-"
    found, number = wanted, 2
    while found.casefold() in names:
        found, number = f"{wanted[: LONGEST - 3]} {number}", number + 1
    names.add(found.casefold())
    sheet = made.add_worksheet(found)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&8" + " · ".join(told.stamp)[:180].replace("&", "&&") + "&R&8&P/&N")
    return sheet


def _above(sheet: Worksheet, title: str, told: Report, formats: dict[str, Format]) -> None:
    """The title of a sheet, and what its figures rest on."""
    sheet.write_string(0, 0, plain(title), formats["title"])
    sheet.write_string(1, 0, plain(" · ".join(told.stamp[: 1 + told.is_synthetic])), formats["note"])


def _answers(sheet: Worksheet, told: Report, formats: dict[str, Format]) -> None:
    """The answer of every section, and what is asked."""
    _above(sheet, told.title, told, formats)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 120)
    row = FIRST
    for section in told.sections:
        sheet.write_string(row, 0, plain(section.heading), formats["head"])
        for said in (section.answer, *section.listed):
            sheet.write_string(row, 1, plain(said), formats["text"])
            # A line of this sheet holds so many letters; not every reader of the file makes room by itself.
            sheet.set_row(row, 16 * (1 + len(said) // 115))
            row += 1


def _table(
    sheet: Worksheet, names: list[str], rows: Iterable[tuple], formats: dict[str, Format], missing: str = "–"
) -> None:
    """A table from its head on; `missing` stands where nothing is known."""
    cells = [[_cell(cell, missing) for cell in row] for row in rows]
    broken = [any(isinstance(row[at], float) for row in cells) for at in range(len(names))]
    for at, name in enumerate(names):
        sheet.write_string(FIRST, at, plain(name), formats["head"])
        longest = max((len(str(row[at])) for row in cells), default=0)
        sheet.set_column(at, at, min(max(longest, min(len(name), 14), 6) + 2, WIDEST))
    for down, row in enumerate(cells, FIRST + 1):
        for at, cell in enumerate(row):
            # A chart leaves a gap where a cell is empty, and draws a zero where it holds a text.
            if isinstance(cell, str) and cell:
                sheet.write_string(down, at, cell, formats["missing" if cell == missing else "text"])
            elif not isinstance(cell, str):
                sheet.write_number(down, at, cell, formats["broken" if broken[at] else "whole"])
    last = FIRST + len(cells)
    sheet.set_row(FIRST, 32)
    sheet.freeze_panes(FIRST + 1, 1)
    sheet.autofilter(FIRST, 0, last, len(names) - 1)
    sheet.repeat_rows(FIRST)


def _cell(cell: Any, missing: str) -> str | int | float:
    """A cell: a number as a number, a text as a text."""
    if isinstance(cell, str):
        return plain(cell)
    if cell is None or pd.isna(cell):
        return missing
    number = float(cell)
    return int(number) if number.is_integer() else number


def _chart(made: Workbook, sheet: Worksheet, chart: Chart, told: Report, formats: dict[str, Format]) -> None:
    """A chart beside the numbers it draws; a target among columns is a line."""
    _above(sheet, chart.title, told, formats)
    rows = [(label, *(each.values[at] for each in chart.series)) for at, label in enumerate(chart.labels)]
    _table(sheet, ["", *(each.name for each in chart.series)], rows, formats, missing="")
    drawn = made.add_chart(KINDS[chart.kind])
    lines = made.add_chart({"type": "line"})
    assert drawn is not None
    assert lines is not None
    for at, each in enumerate(chart.series, 1):
        is_line = chart.kind == COLUMNS and each.role in ("target", "middle")
        (lines if is_line else drawn).add_series(_series(str(sheet.name), chart, each, at, is_line))
    if not drawn.series:
        drawn = lines
    elif lines.series:
        drawn.combine(lines)
    drawn.set_title({"name": plain(chart.title), "name_font": {"size": 12}})
    drawn.set_legend({"position": "top"})
    if chart.kind in (BARS, STACKED_BARS):
        drawn.set_y_axis({"reverse": True})
        drawn.set_x_axis({"min": 0, "num_format": "#,##0"})
    else:
        drawn.set_y_axis(
            {"min": 0, "num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#d9d9d9"}}}
        )
    drawn.show_blanks_as("gap")
    drawn.set_size({"width": 900, "height": max(420, 60 + 34 * len(rows) if "bars" in chart.kind else 420)})
    sheet.insert_chart(FIRST, len(chart.series) + 2, drawn, {"description": plain(chart.title)})


def _series(name: str, chart: Chart, told: Series, at: int, is_line: bool) -> dict[str, object]:
    """What Excel is told of a series: where its numbers stand and how it looks."""
    last = FIRST + len(chart.labels)
    series: dict[str, object] = {
        "name": [name, FIRST, at],
        "categories": [name, FIRST + 1, 0, last, 0],
        "values": [name, FIRST + 1, at, last, at],
    }
    if chart.kind == LINES or is_line:
        series["line"] = {"color": colour(told.role), "width": 3 if told.role == "actual" else 2}
        if told.role in ("before", "usual", "low", "high", "middle"):
            series["line"] |= {"dash_type": "dash"}
        series["marker"] = {"type": "circle" if told.role == "actual" else "none"}
    else:
        series |= {
            "fill": {"color": colour(told.role)},
            "gap": 60,
            "data_labels": {"value": True, "num_format": "#,##0;;"},
        }
    return series
