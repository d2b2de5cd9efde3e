"""Classes as tables: by year of admission, by months, by unit, what next year asks for, and who was recognised."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from ketnap import words
from ketnap.account import View
from ketnap.classes import ENDING, RIPE, YEARS, Plan
from ketnap.i18n import Translator
from ketnap.sheets.cells import with_sum
from ketnap.sheets.cuts import unit_names

# Months after the class at which its share is told.
MARKS = (6, 12, 18, 24, 36, 48, 60)


def class_cohorts(rows: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per class and their sum: graduates by the year of their admission; what is still open says so."""
    table = pd.DataFrame([*(_cohort(row, _) for row in rows.to_dict("records")), _all_cohorts(rows, _)])
    return _without_empty(table, _("Counted elsewhere"), _("Not known"))


def _without_empty(table: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The table without those of the columns that count nobody."""
    return table.drop(columns=[name for name in columns if not table[name].any()])


def _cohort(row: dict[str, Any], _: Translator) -> dict[str, object]:
    """The cells of a class."""
    begun, over = row["begun"], row["over"]
    cells = _standing(row["class_code"], _day(row["ended_on"], _), row, over < len(YEARS), _)
    if not row["followed"]:
        cells[_("Share so far")] = "–"
    cells[_within(_)] = _ripe(row, _)
    for k in YEARS:
        cells[_year_name(k, _)] = _("not begun") if k >= begun else _open(row[f"year_{k}"], k >= over, _)
    cells[_("Later years")] = _("not begun") if len(YEARS) >= begun else _open(row["later"], row["later_open"], _)
    return cells


def _all_cohorts(rows: pd.DataFrame, _: Translator) -> dict[str, object]:
    """The sum of all classes: a column is open while it is open for one of them."""
    ripe = rows[rows["ripe"].notna()]
    is_open = bool((rows["over"] < len(YEARS)).any())
    cells = _standing(_("Sum"), "", rows[["size", "graduates", "admitted", "waiting", "unclear"]].sum(), is_open, _)
    followed = rows[rows["followed"]][["graduates", "admitted"]].sum()
    cells[_("Share so far")] = _marked(words.telling_share(*followed[["admitted", "graduates"]], _), is_open, _)
    cells[_within(_)] = words.telling_share(int(ripe["ripe"].sum()), int(ripe["graduates"].sum()), _)
    for k in YEARS:
        cells[_year_name(k, _)] = _open(rows[f"year_{k}"].sum(min_count=1), bool((rows["over"] <= k).any()), _)
    cells[_("Later years")] = _open(rows["later"].sum(min_count=1), bool(rows["later_open"].any()), _)
    return cells


def _standing(name: str, day: str, counts: Mapping[str, Any] | pd.Series, is_open: bool, _: Translator):
    """The cells that say where a class, or all of them, stands."""
    share = words.telling_share(counts["admitted"], counts["graduates"], _)
    return {
        _("Class"): name,
        _("Last day"): day,
        _("Graduates"): counts["size"],
        _("Counted elsewhere"): counts["size"] - counts["graduates"],
        _("Admitted"): counts["admitted"],
        _("Not yet"): counts["waiting"],
        _("Not known"): counts["unclear"],
        _("Share so far"): _marked(share, is_open, _),
    }


def _year_name(later: int, _: Translator) -> str:
    """The year of the class or so many years later, as a header."""
    return _("Year N") if not later else _("Year N+{years}", years=later)


def _within(_: Translator) -> str:
    """The header of the share that is the same for every class."""
    return _("Within {months} months", months=RIPE)


def _open(count: Any, is_open: bool, _: Translator) -> str:
    """A count, "–" where it is not known; with a word if it may still grow."""
    return "–" if pd.isna(count) else _marked(_.number(count), is_open, _)


def _marked(figure: str, is_open: bool, _: Translator) -> str:
    """A figure with a word if its time is not over."""
    return _("{figure} (open)", figure=figure) if is_open and figure != "–" else figure


def _ripe(row: dict[str, Any], _: Translator) -> str:
    """The share admitted within 24 months, or why there is none."""
    if pd.isna(row["ripe"]):
        return _("too young") if row["followed"] else "–"
    return words.telling_share(row["ripe"], row["graduates"], _)


def _day(day: object, _: Translator) -> str:
    """A day as the reader writes it."""
    return _.date(day) if isinstance(day, date) else "–"


def admitted_graduates(table: pd.DataFrame, view: View, _: Translator) -> pd.DataFrame:
    """One row per calendar year of admission and their sum, one column per year of class."""
    last = _("to {date}", date=_.date(view.as_of))
    is_begun = (view.as_of.month, view.as_of.day) != (12, 31)
    years = [last if year == view.as_of.year and is_begun else str(year) for year in table.index]
    made = {_("Year of admission"): [*years, _("Sum")]}
    made[_("Graduates admitted")] = _counts([*table.sum(axis=1, min_count=1), table.sum().sum()], _)
    for of_class in table:
        made[_("Classes of {year}", year=of_class)] = _counts([*table[of_class], table[of_class].sum(min_count=1)], _)
    return pd.DataFrame(made)


def _counts(values: Iterable[float], _: Translator) -> list[str]:
    """Counts, "–" where nothing is known."""
    return ["–" if pd.isna(value) else _.number(value) for value in values]


def class_curves(curves: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per year of classes: the share admitted by so many months after the class; open where it is cut."""
    lines = []
    for year, line in curves.groupby("class_year"):
        cells: dict[str, object] = {_("Year of the classes"): str(year)}
        cells[_("Graduates")] = int(line["graduates"].iloc[0])
        for mark in MARKS:
            if mark <= max(curves["months"].max(), MARKS[0]):
                cells[_("{months} months", months=mark)] = _at(line, mark, _)
        lines.append(cells)
    return pd.DataFrame(lines)


def _at(line: pd.DataFrame, mark: int, _: Translator) -> str:
    """The share a line has reached by so many months."""
    reached = line[line["months"] <= mark]
    if mark > line["months"].max():
        return _("not begun")
    figure = words.telling_share(round(reached["share"].iloc[-1] * 1000), 1000, _)
    return _marked(figure, mark > line.loc[line["is_whole"], "months"].max(), _)


def class_units(rows: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per unit with graduates, in official order: who is admitted, who waits, and their certificates."""
    table = pd.DataFrame(
        {
            _("Unit"): unit_names(rows, _),
            _("Graduates"): rows["graduates"],
            _("Admitted"): rows["admitted"],
            _("Not known"): rows["unclear"],
            _("Not yet"): rows["waiting"],
            _("Valid"): rows["valid"],
            _("Ends within {months} months", months=ENDING): rows["ending"],
            _("Expired"): rows["expired"],
        }
    )
    return with_sum(_without_empty(table, _("Not known")), _)


def class_matches(years: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per year: admissions of the roster, those found in a class and those not."""
    return pd.DataFrame(
        {
            _("Year of admission"): [str(year) for year in years["year"]],
            _("Admitted by the roster"): years["admitted"],
            _("Found in a class"): years["found"],
            _("Not found in a class"): years["admitted"] - years["found"],
            _("Share found"): [
                words.telling_share(int(found), int(admitted), _)
                for found, admitted in zip(years["found"], years["admitted"], strict=True)
            ],
        }
    )


def new_member_classes(rows: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per class for new members and their sum."""
    return pd.DataFrame(
        {
            _("Class"): [*rows["class_code"], _("Sum")],
            _("Last day"): [*(_day(day, _) for day in rows["ended_on"]), ""],
            _("Graduates"): [*rows["graduates"], rows["graduates"].sum()],
        }
    )


def class_plan(found: Plan, _: Translator) -> pd.DataFrame:
    """The plan line by line, with its range."""
    few, many = found.high, found.low
    shares = f"{_.number(100 * found.low, 1)}–{_.percent(found.high, 1)}"
    lines = [
        (_("Target of {year}", year=found.year), _.number(found.target), "–"),
        (_("Not admitted yet, certificate valid"), _.number(found.valid), "–"),
        (_("of them expected in {year}", year=found.year), _.number(found.expected), "–"),
        (_("Missing, from new classes"), _.number(found.missing), "–"),
        (_("Share of participants admitted"), _.percent(found.share, 1), shares),
        (_("Participants"), _.number(found.participants(found.share)), _span(found.participants, few, many, _)),
        (_("Participants of a class"), _.number(found.size), "–"),
        (_("Number of classes"), _.number(found.classes(found.share)), _span(found.classes, few, many, _)),
    ]
    return pd.DataFrame(lines, columns=[_("What"), _("Figure"), _("Range")])


def _span(asked: Callable[[float], int | None], few: float, many: float, _: Translator) -> str:
    """From the number the highest share asks for to that of the lowest."""
    return "–" if asked(few) is None or asked(many) is None else f"{_.number(asked(few))}–{_.number(asked(many))}"
