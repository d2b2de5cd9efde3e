"""What a figure rests on as tables: its imports, and its lines."""

from collections.abc import Sequence

import pandas as pd

from ketnap import trace, words
from ketnap.i18n import Translator
from ketnap.sheets.cuts import unit_names
from ketnap.words.trace import KIND_NAMES


def imports(found: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per import: what it was, when and by whom, and how many of its lines count here."""
    here = zip(found["undone"], found["lines"], strict=True)
    return pd.DataFrame(
        {
            _("No."): found["import_id"],
            _("File"): files(found),
            _("Lines here"): [
                _("undone, not counted") if undone else "–" if pd.isna(lines) else _.number(lines)
                for undone, lines in here
            ],
            _("Accepted"): found["rows_kept"],
            _("When"): [_.time(moment) for moment in found["imported_at"]],
            _("By"): found["imported_by"],
            _("Table"): [_(words.TABLE_NAMES[name]) for name in found["table_name"]],
        }
    )


def files(found: pd.DataFrame) -> list[str]:
    """The names of files, of workbooks with that of the sheet."""
    named = zip(found["file_name"], found["sheet"].fillna(""), strict=True)
    return [f"{file} › {sheet}" if sheet else file for file, sheet in named]


def lines(found: pd.DataFrame, counts: Sequence[str], _: Translator) -> pd.DataFrame:
    """One row per line: where it stands, unit, month, source, kind, what it counts as, and what else is to know."""
    table = pd.DataFrame({_("File"): files(found), _("Line"): found["line"].to_numpy()})
    table[_("Unit")] = [
        "–" if pd.isna(code) else name for code, name in zip(found["unit_code"], unit_names(found, _), strict=True)
    ]
    table[_("Month")] = [
        "–" if pd.isna(day) else f"{_.month(day.month)}/{day.year}" for day in pd.to_datetime(found["month"])
    ]
    table[_("Source")] = ["–" if pd.isna(code) else _(words.SOURCE_NAMES[code]) for code in found["source"]]
    if trace.periods(found):
        table[_("Period")] = [words.trace.period(each, _) for each in trace.periods_of(found)]
    table[_("Kind")] = [_(KIND_NAMES[kind]) for kind in found["kind"]]
    for name in counts:
        header = _("Counts as") if name == "admissions" else _(words.COLUMN_NAMES[name])
        table[header] = found[name].to_numpy()
    notes = _notes(found, _)
    if any(notes):
        table[_("Note")] = notes
    return table


def _notes(found: pd.DataFrame, _: Translator) -> list[str]:
    """What else is to know of each line: a missing day, another date, an annulment, lines replaced, the unit after."""
    said = {
        "month_only": _("only the month is known"),
        "quarter_only": _("only the quarter is known"),
        "substituted": _("counts by the other date"),
        "annulled_later": _("annulled after this day"),
    }
    flags = found.reindex(columns=[*said], fill_value=False).itertuples(index=False)
    earlier = found.reindex(columns=["earlier_lines"], fill_value=0)["earlier_lines"].fillna(0)
    after = found.reindex(columns=["to_unit"])["to_unit"]
    notes = []
    for row, replaced, unit in zip(flags, earlier, after, strict=True):
        each = [text for flag, text in zip(row, said.values(), strict=True) if flag is True]
        if replaced:
            each.append(_("newest of {count} lines", count=_.number(int(replaced) + 1)))
        if isinstance(unit, str):
            each.append(f"→ {unit}")
        notes.append("; ".join(each))
    return notes
