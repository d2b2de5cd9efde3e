"""A year's plan as tables."""

from collections.abc import Mapping

import pandas as pd

from ketnap import words
from ketnap.account import MONTHS, View
from ketnap.i18n import Translator
from ketnap.plan import Progress, Proposal, Version, quarters
from ketnap.sheets.cells import counts, with_sum
from ketnap.sheets.cuts import unit_names
from ketnap.words.pool import QUARTER_NAMES


def editor(found: Proposal, chances: Mapping[str, float], _: Translator) -> pd.DataFrame:
    """What the page lets somebody edit: one row per unit, every number as text in the reader's way of writing.

    `planned` and `locked` may be edited, the other columns say what stands beside them.
    """
    rows = found.rows
    return pd.DataFrame(
        {
            "unit": unit_names(rows, _),
            "planned": [_.number(number) for number in rows["planned"]],
            "locked": rows["state"].eq("fixed"),
            "why": [_(words.plan.WHY_NAMES[state]) if state else "" for state in rows["state"]],
            "chance": [
                words.chance(chances[code], _) if code in chances and number >= 1 else "–"
                for code, number in zip(rows["unit_code"], rows["planned"], strict=True)
            ],
            **{
                name: [_.number(None if pd.isna(number) else number) for number in rows[name]]
                for name in ("members", "reported", "past")
            },
            "officer": rows["officer_label"],
        }
    )


def by_month(names: pd.DataFrame, numbers: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """One row per unit with a number, its year, quarters and months in columns, and their sums.

    `names`: rows with `unit_code` and `unit_name` in official order; `numbers`: units by months.
    """
    shown = names[names["unit_code"].map(numbers.sum(axis=1)).fillna(0) > 0]
    cells = numbers.reindex(shown["unit_code"])
    table = pd.DataFrame({_("Unit"): unit_names(shown, _)})
    table[_("Year")] = cells.sum(axis=1).to_numpy()
    for name, people in zip(QUARTER_NAMES, quarters(cells).T.to_numpy(), strict=True):
        table[_("Quarter {quarter}", quarter=name)] = people
    for month in MONTHS:
        table[_.month(month)] = cells[month].to_numpy()
    table = with_sum(table, _)
    numbered = table.columns[1:]
    # Most cells ask for nobody: left empty, the others can be read.
    return table.assign(**{name: counts(table[name]) for name in numbered}).replace(
        {name: {0: pd.NA} for name in numbered}
    )


def months(planned: pd.Series, _: Translator) -> pd.DataFrame:
    """One row per month (index 1-12) of a plan: its number, and all up to it."""
    return pd.DataFrame(
        {
            _("Month"): [_.month(month) for month in MONTHS],
            _("Planned"): planned.to_numpy(),
            _("Planned, added up"): planned.cumsum().to_numpy(),
        }
    )


def versions(found: list[Version], _: Translator) -> pd.DataFrame:
    """One row per version, the one that counts first."""
    return pd.DataFrame(
        {
            _("Version"): [each.name for each in found],
            _("State"): [_(words.plan.STATE_NAMES[each.state]) for each in found],
            _("Planned"): [each.total for each in found],
            _("Document"): [each.document or "–" for each in found],
            _("Approved on"): ["–" if each.decided_on is None else _.date(each.decided_on) for each in found],
            _("Done by"): [each.done_by for each in found],
            _("Done on"): [_.date(each.done_at.date()) for each in found],
            _("Made by"): [each.made_by for each in found],
            _("Made on"): [_.date(each.made_at.date()) for each in found],
            _("File"): [each.file or "–" for each in found],
        }
    )


def by_key(rows: pd.DataFrame, stage: str, _: Translator) -> pd.DataFrame:
    """One row per unit: its part by members, by candidates at a stage, and the difference; then the sums."""
    table = pd.DataFrame(
        {
            _("Unit"): unit_names(rows, _),
            _("By members"): rows["by_members"],
            _("By candidates"): rows["by_pool"],
            _("Difference"): [signed(number, _) for number in rows["difference"]],
            _(words.STAGE_NAMES[stage]): [_.number(None if pd.isna(told) else told) for told in rows["reported"]],
        }
    )
    total = [_("Sum"), *(int(rows[name].sum()) for name in ("by_members", "by_pool"))]
    total += [signed(rows["difference"].sum(), _), _.number(rows["reported"].sum())]
    return pd.concat([table, pd.DataFrame([total], columns=table.columns)], ignore_index=True)


def compared(rows: pd.DataFrame, one: str, other: str, _: Translator) -> pd.DataFrame:
    """One row per unit of two versions, and their sums; `one` and `other` are what they are called."""
    table = pd.DataFrame(
        {
            _("Unit"): unit_names(rows, _),
            one: counts(rows["one"]),
            other: counts(rows["other"]),
            _("Difference"): [signed(number, _) for number in rows["difference"]],
        }
    )
    total = [_("Sum"), *(int(rows[name].sum()) for name in ("one", "other")), signed(rows["difference"].sum(), _)]
    return pd.concat([table, pd.DataFrame([total], columns=table.columns)], ignore_index=True)


def signed(number: float, _: Translator) -> str:
    """+3, −2 or 0."""
    if pd.isna(number):
        return "–"
    sign = "+" if number > 0 else "−" if number < 0 else ""
    return sign + _.number(abs(number))


def progress_months(found: Progress, _: Translator) -> pd.DataFrame:
    """One row per month: planned and admitted, and both added up."""
    rows = found.months
    return pd.DataFrame(
        {
            _("Month"): [_.month(month) for month in MONTHS],
            _("Planned"): rows["planned"].to_numpy(),
            _("Admitted"): counts(rows["admitted"]).to_numpy(),
            _("Planned, added up"): rows["planned_sum"].to_numpy(),
            _("Admitted, added up"): counts(rows["admitted_sum"]).to_numpy(),
        }
    )


def progress_units(found: Progress, view: View, _: Translator) -> pd.DataFrame:
    """One row per unit: its plan of the year and up to the day, and what it admitted."""
    rows = found.units
    return pd.DataFrame(
        {
            _("Unit"): unit_names(rows, _),
            _("Plan of {year}", year=view.year): counts(rows["planned"]),
            _("Planned to {date}", date=_.date(view.last_day)): counts(rows["planned_so_far"]),
            _("Admitted"): counts(rows["admitted"]),
            _("Difference"): [signed(number, _) for number in rows["difference"]],
            _("Officer in charge"): rows["officer_label"],
        }
    )


def to_file(names: pd.DataFrame, numbers: pd.DataFrame, year: int) -> pd.DataFrame:
    """The plan under the headers by which it is read again: one row per unit, its months and the year."""
    cells = numbers.reindex(names["unit_code"]).dropna(how="all").astype(int)
    named = names.set_index("unit_code")["unit_name"].reindex(cells.index)
    table = pd.DataFrame({"Mã đơn vị": cells.index, "Đơn vị": named.fillna("").to_numpy(), "Năm": year})
    for month in MONTHS:
        table[f"T{month}"] = cells[month].to_numpy()
    table["Kế hoạch năm"] = cells.sum(axis=1).to_numpy()
    return table
