"""The composition of the year's new members in words: shares of groups large enough to be shown."""

import pandas as pd

from ketnap import targets
from ketnap.account import View
from ketnap.i18n import Translator, mark
from ketnap.words.names import SOURCE_NAMES

KIND_NAMES = {
    "gender": mark("Sex"),
    "age_band": mark("Age"),
    "occupation": mark("Occupation"),
    "source": mark("Source"),
}
GENDER_NAMES = {"f": mark("Women"), "m": mark("Men"), "unknown": mark("Sex not stated")}
AGE_NAMES = {"under 18": mark("Under 18"), "over 60": mark("Over 60"), "unknown": mark("Age not known")}
OCCUPATION_NAMES = {
    "civil_servant": mark("Civil servants"),
    "public_employee": mark("Public employees"),
    "worker": mark("Workers and employees"),
    "student": mark("Students"),
    "armed_forces": mark("Armed forces"),
    "other": mark("Other occupation"),
    "unknown": mark("Occupation not stated"),
}
NAMES_OF = {"gender": GENDER_NAMES, "age_band": AGE_NAMES, "occupation": OCCUPATION_NAMES, "source": SOURCE_NAMES}


def group_name(kind: str, group: str, _: Translator) -> str:
    """What a group is called; a band of ages by its years."""
    name = NAMES_OF[kind].get(group)
    return _(name) if name else _("{years} years old", years=group.replace("-", "–"))


def group_figure(row: pd.Series, smallest: int, _: Translator) -> str:
    """How many are in a group and their share: "19 (42,2%)"; "<3" or "ẩn" where that is not shown."""
    if row["state"] == "small":
        return f"<{smallest}"
    if row["state"] == "hidden":
        return _("hidden")
    share = f" ({_.percent(row['admissions'], row['total'])})" if targets.percentage_is_telling(row["total"]) else ""
    return _.number(row["admissions"]) + share


def composition_sentence(rows: pd.DataFrame, admitted: int, in_all: int, view: View, _: Translator) -> str:
    """Women and the largest group of ages and of occupations, of those rosters tell of, in one sentence."""
    if in_all > admitted:
        of_rosters = composition_sentence(rows, admitted, admitted, view, _) if admitted else ""
        facts = {"all": _.number(in_all), "year": view.year, "admitted": _.number(admitted)}
        told = _("Of the {all} admitted in {year} the rosters tell of {admitted}.", **facts)
        return f"{told} {of_rosters}".strip()
    if not admitted:
        return _("No admission is known in {year} up to {date}.", year=view.year, date=_.date(view.last_day))
    said = [
        text
        for text in (_group(rows, "gender", "f", _), _largest(rows, "age_band", _), _largest(rows, "occupation", _))
        if text
    ]
    facts = {"admitted": _.number(admitted), "year": view.year, "date": _.date(view.last_day)}
    if not said:
        return _("{admitted} admitted in {year} up to {date}; too few to show groups of them.", **facts)
    return _("Of {admitted} admitted in {year} up to {date} – {groups}.", groups="; ".join(said), **facts)


def _group(rows: pd.DataFrame, kind: str, group: str, _: Translator) -> str:
    """One group with its share, "" where it is not shown."""
    found = rows[(rows["kind"] == kind) & (rows["group"] == group) & (rows["state"] == "shown")]
    return _said(found.iloc[0], _) if len(found) else ""


def _largest(rows: pd.DataFrame, kind: str, _: Translator) -> str:
    """The largest known group of a kind, "" where none is shown."""
    found = rows[(rows["kind"] == kind) & (rows["group"] != "unknown") & (rows["state"] == "shown")]
    return _said(found.loc[found["admissions"].idxmax()], _) if len(found) else ""


def _said(row: pd.Series, _: Translator) -> str:
    """ "18–30 tuổi: 26 (57,8%)"."""
    name = group_name(row["kind"], row["group"], _)
    return f"{name[0].lower()}{name[1:]}: {group_figure(row, 0, _)}"


def group_bars(rows: pd.DataFrame, smallest: int, _: Translator) -> pd.DataFrame:
    """Labels, counts and texts of all groups, for a chart: `kind`, `label`, `admissions`, `text`."""
    return pd.DataFrame(
        {
            "kind": [_(KIND_NAMES[kind]) for kind in rows["kind"]],
            "label": [group_name(kind, group, _) for kind, group in zip(rows["kind"], rows["group"], strict=True)],
            "admissions": rows["admissions"],
            "text": [group_figure(row, smallest, _) for _index, row in rows.iterrows()],
        }
    )
