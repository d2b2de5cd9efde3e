"""Whether the pool suffices: what units still need to their target beside the candidates they reported."""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from ketnap import cuts
from ketnap.account import View
from ketnap.forecast.months import number_of
from ketnap.outlook.learnt import MIDDLE
from ketnap.pool.kept import admitted_by_month
from ketnap.pool.periods import Period
from ketnap.pool.rounds import reported_periods, reports
from ketnap.store import Store

# What may count as available, from the widest to the narrowest.
AVAILABLE = ("in_pool", "class_done", "dossier_ready", "expected")
DEFAULT = "class_done"


@dataclass(frozen=True)
class Enough:
    """Need and candidates of units by the reports of a period, a stage counting as available, one row per unit.

    `rows`: `target`, `needed`, `beyond` (admitted more than the target), `told` in the report, `admitted_since`,
    `available`, `short`, `surplus`, `state`.
    """

    period: Period
    stage: str
    rows: pd.DataFrame

    @property
    def needed(self) -> int:
        """What all units still need."""
        return int(self.rows["needed"].sum())

    @property
    def beyond(self) -> int:
        """What units admitted beyond their targets, which takes nothing off what others need."""
        return int(self.rows["beyond"].sum())

    @property
    def short(self) -> int:
        """What is missing in units that reported, added up."""
        return int(self.rows["short"].sum())

    @property
    def surplus(self) -> int:
        """What units have beyond their own need, which helps no other unit."""
        return int(self.rows["surplus"].sum())

    @property
    def unknown(self) -> int:
        """What units still need whose candidates nobody has told."""
        return int(self.rows.loc[self.rows["state"].isin(["not_reported", "not_told"]), "needed"].sum())

    @property
    def covered(self) -> int:
        """What units need and have candidates for."""
        return self.needed - self.short - self.unknown

    @property
    def has_targets(self) -> bool:
        """Whether any unit has a target."""
        return bool(self.rows["target"].notna().any())

    @property
    def lacking(self) -> "Enough":
        """The same of the units whose candidates do not suffice, the shortest of them first."""
        rows = self.rows[self.rows["state"] == "short"]
        return replace(self, rows=rows.sort_values("short", ascending=False, kind="stable").reset_index(drop=True))

    def units(self, *states: str) -> int:
        """How many units are in one of these states."""
        return int(self.rows["state"].isin(states).sum())


def serving(store: Store, view: View, chosen: Period) -> Period | None:
    """The period by whose reports the rest of the year is judged: the chosen one if it reaches the year's end.

    Else the newest round that does; None where no report does or the year is over.
    """
    end = date(view.year, 12, 31)
    found = [period for period in reported_periods(store, view) if period.start <= end <= period.end]
    if view.last_day == end or not found:
        return None
    return chosen if chosen in found else found[0]


def judged(store: Store, view: View, chosen: Period, stage: str) -> Enough | None:
    """Need beside candidates for the rest of the year; None where either is unknown, as of one source."""
    period = None if view.source else serving(store, view, chosen)
    found = None if period is None else enough(store, view, period, stage)
    if not found or not found.has_targets:
        return None
    return found if found.rows["needed"].notna().any() and found.rows["report_date"].notna().any() else None


def enough(store: Store, view: View, period: Period, stage: str) -> Enough:
    """Need beside candidates of every unit of the view; candidates admitted since the report are taken off."""
    units = cuts.units(store, view).dropna(subset="unit_code").reset_index(drop=True)
    told = reports(store, view, period).set_index("unit_code")
    rows = units[["unit_code", "unit_name", "officer_code", "officer_label", "target"]].copy()
    rows["needed"] = units["still_needed"].astype("Int64")
    rows["beyond"] = (units["admissions"] - units["target"]).clip(lower=0).fillna(0).astype("Int64")
    rows["report_date"] = rows["unit_code"].map(told["report_date"])
    rows["told"] = rows["unit_code"].map(told[stage]).astype("Int64")
    monthly = admitted_by_month(store, view)
    rows["admitted_since"] = pd.array(
        [
            _since(monthly, code, day, period, stage)
            for code, day in zip(rows["unit_code"], rows["report_date"], strict=True)
        ],
        dtype="Int64",
    )
    rows["available"] = (rows["told"] - rows["admitted_since"]).clip(lower=0)
    gap = rows["needed"].fillna(0) - rows["available"]
    rows["short"], rows["surplus"] = gap.clip(lower=0), (-gap).clip(lower=0)
    rows["state"] = [
        _state(*row) for row in rows[["target", "needed", "report_date", "available"]].itertuples(index=False)
    ]
    return Enough(period, stage, rows)


def _since(monthly: pd.DataFrame, code: str, day: date, period: Period, stage: str) -> int | None:
    """Admissions the number of a report no longer stands for: since its day, or of what is expected in the period."""
    if pd.isna(day):
        return None
    # Of the month of the report itself most are counted by the report if it is of its second half.
    first = period.months.start if stage == "expected" else number_of(day.year, day.month) + (day.day > MIDDLE)
    since = monthly[(monthly["unit_code"] == code) & (monthly["number"] >= first)]
    return int(since["admissions"].sum())


def _state(target: float, needed: float, day: date, available: float) -> str:
    """How a unit's candidates stand to what it needs; each may be missing."""
    if pd.isna(target) or target == 0:
        return "no_target"
    if pd.isna(needed):
        return "unknown"
    if needed == 0:
        return "met"
    if pd.isna(day):
        return "not_reported"
    if pd.isna(available):
        return "not_told"
    return "enough" if available >= needed else "short"


def by_officer(found: Enough) -> pd.DataFrame:
    """The rows added up by officer in charge: `needed`, `covered`, `short`, `unknown`; last those of no officer."""
    rows = parts_of_need(found)
    rows["officer_code"] = rows["officer_code"].fillna("")
    summed = rows.groupby("officer_code").agg(
        officer_label=("officer_label", "first"),
        **{name: (name, "sum") for name in ("needed", "covered", "short", "unknown")},
    )
    return summed.reset_index().sort_values("officer_code", key=lambda codes: codes.replace("", "\uffff"))


def parts_of_need(found: Enough) -> pd.DataFrame:
    """The rows with what each unit needs parted: `covered` by candidates, `short`, or `unknown`."""
    rows = found.rows.assign(needed=found.rows["needed"].fillna(0))
    unknown = rows["state"].isin(["not_reported", "not_told"])
    rows["unknown"] = rows["needed"].where(unknown, 0)
    rows["short"] = rows["short"].where(~unknown, 0).fillna(0)
    rows["covered"] = rows["needed"] - rows["short"] - rows["unknown"]
    return rows
