"""What may come of a line of a file."""

from dataclasses import dataclass

# Unit, when, number, source, or what else the table keeps; a set stands for any of its members.
Fact = tuple[object, ...]


@dataclass(frozen=True)
class Counted:
    """The line adds these facts to the totals."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Excluded:
    """The line is listed apart and adds nothing."""

    kinds: frozenset[str]


@dataclass(frozen=True)
class Rejected:
    """The line is listed with one of these reasons and adds nothing."""

    reasons: frozenset[str]


@dataclass(frozen=True)
class Partly:
    """The line adds these facts and is listed for the rest of it."""

    facts: tuple[Fact, ...]
    reasons: frozenset[str]


@dataclass(frozen=True)
class Guesswork:
    """The line's text was damaged so that nobody can tell: it may be counted as whatever it seems to say."""


@dataclass(frozen=True)
class Ignored:
    """The line may be passed over in silence, although it could also be listed."""


Outcome = Counted | Excluded | Rejected | Partly | Guesswork | Ignored
# What may come of a line, each as good as the other; a line that is no data has none.
Outcomes = tuple[Outcome, ...]
NOT_DATA: Outcomes = ()


def reasons_of(outcomes: Outcomes) -> frozenset[str]:
    """Every reason a line may be listed for."""
    return frozenset().union(*(each.reasons for each in outcomes if isinstance(each, Rejected | Partly)))


def rejected(*reasons: str) -> Rejected:
    """A line listed with one of these reasons."""
    return Rejected(frozenset(reasons))
