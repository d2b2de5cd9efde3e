"""A scenario: a name and what is supposed of the months to come, as kept, sent in an address or saved as a file."""

import base64
import binascii
import re
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from ketnap.forecast.months import number_of

READINGS = ("goes_on", "unmarked", "over")
MOST_COMPARED = 4

Month = Annotated[str, Meta(pattern=r"^(19|20)\d{2}-(0[1-9]|1[0-2])$")]
Code = Annotated[str, Meta(max_length=200)]
Share = Annotated[float, Meta(ge=0, le=1)]
Percent = Annotated[int, Meta(ge=0, le=1000)]


def month_number(month: str) -> int:
    """The number of a month written 2021-07."""
    return number_of(int(month[:4]), int(month[5:7]))


class Factor(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The months from one to another bring a percentage of the usual, in some units or sources or (empty) in all."""

    percent: Percent
    first: Month
    last: Month
    units: tuple[Code, ...] = ()
    sources: tuple[Code, ...] = ()


class Move(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A percentage of what the months from one to another would bring comes so many months later."""

    first: Month
    last: Month
    later: Annotated[int, Meta(ge=1, le=24)]
    percent: Annotated[int, Meta(ge=0, le=100)] = 100


class Class(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Classes of so many people ending in the named months, of one unit or source or (empty) of all as usual.

    `share` is how many of them are admitted in the end; None for what past classes taught. `instead`: they are part of
    the usual admissions and count only as far as they exceed those, else they come on top.
    """

    people: Annotated[int, Meta(ge=1, le=100_000)]
    months: Annotated[tuple[Month, ...], Meta(min_length=1, max_length=60)]
    unit: Code = ""
    source: Code = ""
    share: Share | None = None
    instead: bool = False


class Reports(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What units expect by their own reports comes, on top of the usual or instead of it.

    `share` is how much of what is reported comes true; None for what past reports taught.
    """

    instead: bool = True
    share: Share | None = None


class Scenario(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is supposed, a named set of levers; without any it is the forecast as it stands.

    `shock` is one of READINGS or "" for the page's own. `pool` caps each unit by its candidates "in_pool", by those who
    have done a class ("class_done"), or (empty) not at all. `rate` is the target in percent of the members, to which
    `members` are added (or, negative, taken away) by mergers and the like. `believe`: where too little is known, the
    target is taken for a usual year.
    """

    name: Annotated[str, Meta(max_length=60)] = ""
    shock: Literal["", "goes_on", "unmarked", "over"] = ""
    factors: Annotated[tuple[Factor, ...], Meta(max_length=20)] = ()
    moves: Annotated[tuple[Move, ...], Meta(max_length=20)] = ()
    classes: Annotated[tuple[Class, ...], Meta(max_length=20)] = ()
    reports: Reports | None = None
    pool: Literal["", "in_pool", "class_done"] = ""
    average_units: tuple[Code, ...] = ()
    rate: Annotated[str, Meta(pattern=r"^\d{1,2}(\.\d{1,4})?$")] | None = None
    members: Annotated[int, Meta(ge=-1_000_000, le=1_000_000)] = 0
    believe: bool = False


AS_IT_STANDS = Scenario()


def written(scenarios: list[Scenario]) -> bytes:
    """Scenarios as a file (JSON)."""
    return msgspec.json.format(msgspec.json.encode(scenarios), indent=2)


def read(data: bytes) -> list[Scenario]:
    """The scenarios of a file; ValueError with the reason (in English, technical) for anything else."""
    return msgspec.json.decode(data, type=list[Scenario])


def to_address(scenario: Scenario) -> str:
    """A scenario as one word for an address."""
    return base64.urlsafe_b64encode(msgspec.json.encode(scenario)).decode().rstrip("=")


def from_address(word: str) -> Scenario | None:
    """The scenario of an address; None for a word that is none."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,8000}", word):
        return None
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)), type=Scenario)
    except (msgspec.MsgspecError, UnicodeDecodeError, binascii.Error):
        return None
