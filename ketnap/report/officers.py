"""A page of A4 for each officer in charge, to be printed from any browser."""

from pathlib import Path

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ketnap import account, officers, sheets, words
from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.store import Store

PAPER = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def officer_sheets(store: Store, view: View, _: Translator) -> bytes:
    """One sheet per officer of the view's day, or of the chosen one: a web page that prints sheet by sheet."""
    found = [_sheet(sheet, view, _) for sheet in officers.sheets(store, view)]
    text = PAPER.get_template("officer_sheets.html").render(
        language=_.language,
        title=_("Units by officer in charge, {year} (as of {date})", year=view.year, date=_.date(view.last_day)),
        sheets=found,
        source=words.source_line(view, _),
        sample=_("SYNTHETIC DATA") if account.extent(store, view)["sample_imports"] else "",
    )
    return text.encode()


def _sheet(found: officers.Sheet, view: View, _: Translator) -> dict[str, object]:
    """What a sheet says, in words and as rows of cells."""
    tables = [
        (_("Units followed, {year} (as of {date})", year=view.year, date=_.date(view.last_day)), found.units),
        (_("Who followed these units when"), found.spells),
    ]
    shown = (sheets.followed(found.units, view, _), sheets.spells(found.spells, _))
    return {
        "officer": found.label,
        "sentence": words.officer_sentence(found, view, _),
        "cards": [(name, figure, note.replace("**", "")) for name, figure, note in words.officer_cards(found, view, _)],
        "tables": [
            {"title": title, "head": list(frame.columns), "rows": _cells(frame, _)}
            for (title, rows), frame in zip(tables, shown, strict=True)
            if len(rows)
        ],
    }


def _cells(frame: pd.DataFrame, _: Translator) -> list[list[tuple[str, bool]]]:
    """The cells of a table as texts, each with whether it is a number."""
    return [
        [
            (_.number(cell) if _is_number(cell) else "–" if pd.isna(cell) else str(cell), not isinstance(cell, str))
            for cell in row
        ]
        for row in frame.itertuples(index=False)
    ]


def _is_number(cell: object) -> bool:
    """Whether a cell holds a number."""
    return not isinstance(cell, str) and not pd.isna(cell)
