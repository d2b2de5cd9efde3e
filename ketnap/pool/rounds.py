"""Rounds of reports: what each unit told of a period, who has reported by when, and what it adds up to."""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from ketnap.account import View
from ketnap.pool.periods import Period, deadline, offered
from ketnap.store import Store, remembered

STAGES = ("in_pool", "class_done", "in_verification", "dossier_ready", "expected")
BY_SOURCE = ("expected_youth", "expected_union", "expected_rest")
NUMBERS = ("non_members", *STAGES, *BY_SOURCE)
OF_SOURCE = {"youth_union": "expected_youth", "trade_union": "expected_union"}
# From the best to the worst.
STATES = ("in_time", "late", "not_due", "missing")
# No report yet, before the deadline or after.
OPEN = STATES[2:]
# Of so many percent of the units a period is taken for a round, not for the slip of one.
ROUND_SHARE = 10


@dataclass(frozen=True)
class Told:
    """People added up, and how many units told of them; nobody is known where no unit did."""

    people: int | None
    units: int


@dataclass(frozen=True)
class Round:
    """A round of reports: units asked, those that reported, those of them after the deadline, the sums by number."""

    period: Period
    deadline: date
    asked: int
    reported: int
    late: int
    told: dict[str, Told]

    @property
    def missing(self) -> int:
        """Units that have not reported."""
        return self.asked - self.reported


def versions(store: Store, view: View) -> pd.DataFrame:
    """Every report known on the view's last day with its `period`; of a source only what it expects is known."""
    return _versions(store, store.version, view.last_day, view.source).copy()


@remembered(8)
def _versions(store: Store, version: int, day: date, source: str | None) -> pd.DataFrame:
    """The reports as they are while the data stay at `version`."""
    found = store.query("pool_report_versions", as_of=day)
    for name in ("period_start", "period_end", "report_date"):
        found[name] = pd.to_datetime(found[name]).dt.date
    spans = zip(found["period_start"], found["period_end"], strict=True)
    found["period"] = pd.Series([Period(*span) for span in spans], index=found.index, dtype=object)
    rest = found["expected"] - found["expected_youth"] - found["expected_union"]
    found["expected_rest"] = rest.where(rest >= 0)
    if source:
        known = OF_SOURCE.get(source)
        found["expected"] = found[known] if known else None
        found[[name for name in NUMBERS if name not in ("expected", known)]] = None
    return found.astype(dict.fromkeys(NUMBERS, "Int64"))


def reported_periods(store: Store, view: View) -> list[Period]:
    """The periods of which a report is known, the newest round first: by the day half of its units had reported."""
    found = versions(store, view)
    days = pd.to_datetime(found["report_date"]).groupby([found["period"], found["unit_code"]]).min()
    middle = days.groupby(level=0).quantile(0.5, interpolation="lower")
    units = days.groupby(level=0).size()
    asked = len(_alive(store.query("units_on", as_of=view.last_day), view.last_day))
    is_round = units * 100 >= ROUND_SHARE * asked
    return sorted(middle.index, key=lambda period: (is_round[period], middle[period], period), reverse=True)


def periods(store: Store, view: View) -> list[Period]:
    """The periods a reader may choose, the latest first."""
    return offered(reported_periods(store, view), view.last_day)


def default_period(store: Store, view: View) -> Period:
    """The period of the newest round; where nobody has reported yet, the one to come."""
    found = reported_periods(store, view)
    return found[0] if found else periods(store, view)[0]


def _alive(register: pd.DataFrame, day: date) -> pd.DataFrame:
    """The units that exist on a day."""
    begun = ~(pd.to_datetime(register["entered"]) > pd.Timestamp(day))
    return register[begun & ~(pd.to_datetime(register["gone"]) <= pd.Timestamp(day))]


def asked_codes(register: pd.DataFrame, period: Period) -> set[str]:
    """The units asked to report of a period: those that exist when it begins."""
    return set(_alive(register, period.start)["unit_code"])


def reports(store: Store, view: View, period: Period) -> pd.DataFrame:
    """One row per unit of the view asked, or reporting unasked, in official order: its newest report of a period.

    `state` is "in_time" or "late" by its first report, "missing" or "not_due" without one; `elsewhere` holds the
    overlapping periods it reported on. A unit that carries others on has reported when all of them have, or itself
    since it does.
    """
    rows = _reports(store, store.version, whole(view), period)
    return within(store, rows if view.scope == "as_was" else _carried_on(store, view, rows), view)


@remembered(64)
def _reports(store: Store, version: int, view: View, period: Period) -> pd.DataFrame:
    """The rows of the whole block as they are while the data stay at `version`."""
    found, register = versions(store, view), store.query("units_on", as_of=view.last_day)
    of_period = found[found["period"] == period].groupby("unit_code")
    newest = of_period.tail(1).set_index("unit_code")
    unknown = [code for code in newest.index if code not in set(register["unit_code"])]
    rows = register.set_index("unit_code").reindex([*register["unit_code"], *unknown])
    rows = rows[["unit_name", "officer_code", "officer_label"]].join(newest[["report_date", *NUMBERS]])
    rows = rows[rows.index.isin(asked_codes(register, period)) | rows["report_date"].notna()]
    due, first = deadline(store, period), of_period["report_date"].min()
    open_ = "not_due" if view.last_day <= due else "missing"
    rows["state"] = [_state(first.get(code), due, open_) for code in rows.index]
    elsewhere: dict[str, set[Period]] = {code: set() for code in rows.index}
    for code, other in zip(found["unit_code"], found["period"], strict=True):
        if code in elsewhere and other != period and period.overlaps(other):
            elsewhere[code].add(other)
    rows["elsewhere"] = [tuple(sorted(elsewhere[code])) for code in rows.index]
    return rows.rename_axis("unit_code").reset_index()


def _carried_on(store: Store, view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of `reports` of the units a scope shows, each with those it carries on."""
    register = store.query("units_on", as_of=view.as_of).set_index("unit_code")
    shown = rows["unit_code"].map(places(store, view)["shown_code"])
    found = [_together(of_unit, str(code), register) for code, of_unit in rows.groupby(shown, sort=False)]
    together = pd.DataFrame(found, columns=rows.columns).astype(rows.dtypes)
    order = {code: number for number, code in enumerate(register.index)}
    return together.sort_values("unit_code", key=lambda codes: codes.map(order), kind="stable").reset_index(drop=True)


def _together(rows: pd.DataFrame, code: str, register: pd.DataFrame) -> pd.Series:
    """One row of `reports` for a unit and those it carries on; nothing is told while one of them has not reported."""
    own = rows.loc[rows["unit_code"] == code, "report_date"]
    gone = pd.to_datetime(rows["unit_code"].map(register["gone"]))
    if len(own) and pd.notna(own.iloc[0]):
        rows = rows[~(gone <= pd.Timestamp(own.iloc[0]))]
    row = rows.iloc[-1].copy()
    row["unit_code"], row["unit_name"] = code, register["unit_name"].get(code, row["unit_name"])
    row["state"] = max(rows["state"], key=STATES.index)
    is_whole = rows["report_date"].notna().all()
    row["report_date"] = rows["report_date"].max() if is_whole else None
    for name in NUMBERS:
        row[name] = rows[name].sum(min_count=1) if is_whole else pd.NA
    row["elsewhere"] = tuple(sorted({period for each in rows["elsewhere"] for period in each}))
    return row


def places(store: Store, view: View) -> pd.DataFrame:
    """The unit each unit (index) is shown as in the view, and its officer in charge on the as-of day."""
    return store.query("places", as_of=view.as_of, scope=view.parameters["scope"]).set_index("unit_code")


def whole(view: View) -> View:
    """The view of its last day, basis and source without unit and officer, of the units as they were."""
    return replace(view, as_of=view.last_day, unit=None, officer=None, scope="as_was")


def _state(first: date | None, due: date, open_: str) -> str:
    """How a unit stands whose first report is of a day."""
    return open_ if first is None else "in_time" if first <= due else "late"


def within(store: Store, rows: pd.DataFrame, view: View) -> pd.DataFrame:
    """The rows of the view's units, each with its officer in charge on the as-of day."""
    found = places(store, view)
    officers = found[["officer_code", "officer_label"]].reindex(rows["unit_code"]).set_index(rows.index)
    rows = rows.assign(**{name: officers[name] for name in officers if name in rows})
    keep = rows["unit_code"].isin(found.index[found["shown_code"].notna()]) | ~rows["unit_code"].isin(found.index)
    if view.unit:
        keep &= rows["unit_code"] == view.unit
    if view.officer:
        keep &= rows["officer_code"] == view.officer
    return rows[keep].reset_index(drop=True)


def round_of(rows: pd.DataFrame, period: Period, due: date) -> Round:
    """What the rows of `reports` add up to."""
    told = {
        name: Told(int(rows[name].sum()) if rows[name].notna().any() else None, int(rows[name].notna().sum()))
        for name in NUMBERS
    }
    return Round(
        period,
        due,
        asked=len(rows),
        reported=int(rows["report_date"].notna().sum()),
        late=int((rows["state"] == "late").sum()),
        told=told,
    )


def rounds(store: Store, view: View) -> list[Round]:
    """Every round known, the earliest first."""
    return [
        round_of(reports(store, view, period), period, deadline(store, period))
        for period in reversed(reported_periods(store, view))
    ]


def waiting(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of `reports` that wait for a report, by officer in charge."""
    open_ = rows[rows["state"].isin(OPEN)]
    return open_.sort_values("officer_code", kind="stable", na_position="last").reset_index(drop=True)
