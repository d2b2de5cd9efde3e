"""How a plan is made: what somebody chose on the page, as it is kept with each version."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

SIZES = ("rate", "number", "catch_up")
KEYS = ("members", "pool", "past")

Share = Annotated[int, Meta(ge=0, le=100)]
People = Annotated[int, Meta(ge=0, le=1_000_000)]


class Method(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The method of a year's plan.

    `size` is one of SIZES: by `rate` in percent of the members (None: as it is set), by `number`, or catching up.
    `members`, `pool`, `past` are the parts each key has in the weights of units, in percent: members, people at
    `stage` of the newest round of reports, admissions of the last `years`. `in_turn`: small units get theirs over
    several years. `limited`: no unit gets more than it reported at `stage`. `fixed` are the numbers somebody set,
    unit by unit. `holidays`: months count by working days. `classes` are the months of the year in which classes end.
    """

    year: int
    size: Literal["rate", "number", "catch_up"] = "rate"
    rate: Annotated[str, Meta(pattern=r"^\d{1,2}(\.\d{1,4})?$")] | None = None
    number: People = 0
    members: Share = 100
    pool: Share = 0
    past: Share = 0
    years: Annotated[int, Meta(ge=1, le=10)] = 3
    stage: Literal["in_pool", "class_done", "dossier_ready", "expected"] = "in_pool"
    in_turn: bool = True
    limited: bool = False
    holidays: bool = True
    classes: tuple[Annotated[int, Meta(ge=1, le=12)], ...] = ()
    fixed: tuple[tuple[str, People], ...] = ()

    @property
    def shares(self) -> dict[str, int]:
        """The part of each key; members alone where all are 0."""
        found = {key: getattr(self, key) for key in KEYS}
        return found if any(found.values()) else {**found, "members": 100}

    def having(self, **changed: object) -> "Method":
        """The same method with something else."""
        return msgspec.structs.replace(self, **changed)

    def fixing(self, numbers: dict[str, int | None]) -> "Method":
        """The same with the numbers of some units set, or (None) no longer."""
        found = {**dict(self.fixed), **numbers}
        return self.having(fixed=tuple(sorted((code, number) for code, number in found.items() if number is not None)))


def written(method: Method) -> str:
    """A method as it is kept (JSON)."""
    return msgspec.json.encode(method).decode()


def is_valid(method: Method) -> bool:
    """Whether every part of a method lies within its limits, so that it can be kept and read again."""
    return read(written(method)) == method


def read(text: str) -> Method | None:
    """The method that was kept; None for a text that is none."""
    try:
        return msgspec.json.decode(text, type=Method)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
