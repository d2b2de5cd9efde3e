"""The cuts by month, unit and source in words."""

import pandas as pd

from ketnap.account import View
from ketnap.cuts import BATCH_DAYS, Batches
from ketnap.i18n import Translator
from ketnap.targets import percentage_is_telling
from ketnap.words.names import SOURCE_NAMES
from ketnap.words.shares import telling_share


def months_sentence(months: pd.DataFrame, view: View, _: Translator) -> str:
    """The strongest month and the empty ones of the year."""
    known = months["this_year"].dropna()
    if known.empty or not known.sum():
        return _("No admission is known in {year} up to {date}.", year=view.year, date=_.date(view.last_day))
    best = int(known.idxmax())
    empty = [_.month_name(int(month)) for month in known[known == 0].index]
    text = _(
        "{total} admitted in {year} up to {date}; most in {best} ({count}).",
        total=_.number(known.sum()),
        year=view.year,
        date=_.date(view.last_day),
        best=_.month_name(best),
        count=_.number(known[best]),
    )
    return text + " " + _("None in {months}.", months=", ".join(empty)) if empty else text


def batches_sentence(found: Batches, view: View, _: Translator) -> str:
    """How many admissions fall before the days that matter, beside the share of the days that do."""
    return _(
        "{near} of {dated} admitted in {year} ({share}) were admitted in the {days} days up to one of the days below,"
        " which are {time} of the days so far.",
        near=_.number(found.near),
        dated=_.number(found.dated),
        year=view.year,
        share=telling_share(found.near, found.dated, _),
        days=BATCH_DAYS,
        time=_.percent(found.near_days, found.days),
    )


def units_sentence(rows: pd.DataFrame, view: View, _: Translator) -> str:
    """How many units reached their target, and how many have none yet."""
    named = rows.dropna(subset="unit_code")
    if named["admissions"].isna().all():
        return _("Admissions of {year} are known for the whole block at most, not unit by unit.", year=view.year)
    return _(
        "{reached} of {units} units have reached their target of {year}, {open} not yet, {free} have none to reach;"
        " without an admission so far: {none}.",
        reached=int((named["status"].isin(["met", "exceeded"]) & (named["target"].fillna(0) > 0)).sum()),
        units=len(named),
        year=view.year,
        open=int((named["status"] == "not_yet").sum()),
        free=int((named["target"].fillna(0) == 0).sum()),
        none=int((named["admissions"] == 0).sum()),
    )


def most_needed_sentence(rows: pd.DataFrame, most: pd.DataFrame, _: Translator) -> str:
    """What the units that still need most lack themselves, and what they would have to bring for all units together."""
    own = int(most["still_needed"].sum())
    missing = max(int(rows["target"].sum()) - int(rows["admissions"].sum()), 0)
    facts = {"units": len(most), "own": _.number(own), "missing": _.number(missing)}
    if missing <= own:
        return _(
            "Those listed ({units}) lack {own} to their targets; all units together lack {missing}: if they reach"
            " theirs, the sum of the targets is reached.",
            **facts,
        )
    return _(
        "Those listed ({units}) lack {own} to their targets; all units together lack {missing}. If they alone made that"
        " up, they would have to admit {more} beyond their own targets.",
        more=_.number(missing - own),
        **facts,
    )


def none_yet(rows: pd.DataFrame) -> list[str]:
    """The units without an admission in the year, in official order."""
    return [str(name) for name in rows.loc[rows["admissions"].eq(0) & rows["unit_name"].notna(), "unit_name"]]


def unit_bars(rows: pd.DataFrame) -> pd.DataFrame:
    """Labels, admissions and targets of units, for a chart."""
    named = rows.dropna(subset="unit_code")
    labels = named["unit_name"].fillna(named["unit_code"])
    return pd.DataFrame(
        {"label": labels, "admitted": named["admissions"].astype(float), "target": named["target"].astype(float)}
    )


def officer_bars(rows: pd.DataFrame) -> pd.DataFrame:
    """Labels, admissions and targets of officers in charge, for a chart."""
    return pd.DataFrame(
        {
            "label": rows["officer_label"],
            "admitted": rows["admissions"].astype(float),
            "target": rows["target"].astype(float),
        }
    )


def sources_sentence(by_year: pd.DataFrame, view: View, _: Translator) -> str:
    """The share of each source in the year."""
    if view.year not in by_year.columns or not by_year[view.year].sum():
        return _("No admission is known in {year} up to {date}.", year=view.year, date=_.date(view.last_day))
    counts = by_year[view.year]
    total = int(counts.sum())
    shares = [
        f"{_(SOURCE_NAMES[str(source)])} {_.number(count)}"
        + (f" ({_.percent(count, total)})" if percentage_is_telling(total) else "")
        for source, count in counts.items()
        if count
    ]
    return _(
        "Of {total} admitted in {year}: {shares}.",
        total=_.number(total),
        year=view.year,
        shares=", ".join(shares),
    )
