"""Messes of workbooks: sheets, merged cells, dates of every kind, hidden rows."""

from random import Random

from tests.fuzz.draft import Draft
from tests.fuzz.mess import ANY, NAMED, ROSTER, mess
from tests.fuzz.outcome import Ignored


@mess(form="book")
def notes_first(draft: Draft, rng: Random) -> None:
    """A sheet of instructions before the data."""
    draft.book.notes_first = True


@mess(form="book")
def hidden_list(draft: Draft, rng: Random) -> None:
    """A hidden sheet with the list of units."""
    draft.book.hidden_list = True


@mess(form="book")
def merged_titles(draft: Draft, rng: Random) -> None:
    """Titles merged over the whole table."""
    draft.book.merged_titles = True


@mess(NAMED, form="book", place="order")
def merged_units(draft: Draft, rng: Random) -> None:
    """The unit of several rows in one cell merged downwards."""
    draft.rows.sort(key=lambda row: row.home)
    draft.book.merged_units = True


@mess(ROSTER, form="book")
def dates_of_all_kinds(draft: Draft, rng: Random) -> None:
    """Dates as dates, formulas, bare numbers and text in one column."""
    draft.book.dates = (2, 1, 1, 2)


@mess(form="book")
def old_mac_dates(draft: Draft, rng: Random) -> None:
    """Dates counted from 1904."""
    draft.book.epoch_1904 = True


@mess(form="book")
def hidden_rows(draft: Draft, rng: Random) -> None:
    """Rows nobody sees: whether they count the policy does not say."""
    draft.book.hidden_rows = 0.2
    draft.book.of_hidden = (Ignored(),)


@mess(ANY, form="book")
def table_off_the_corner(draft: Draft, rng: Random) -> None:
    """A table that does not begin in the first cell."""
    draft.book.top, draft.book.left = rng.randint(0, 3), rng.randint(0, 2)


@mess(ROSTER, form="book", place="order")
def several_sheets(draft: Draft, rng: Random) -> None:
    """The rows on several sheets, each with its own header."""
    draft.book.sheets = rng.randint(2, 3)


@mess(ROSTER, form="book")
def summary_sheet(draft: Draft, rng: Random) -> None:
    """A sheet with sums of the list on another."""
    draft.book.summary = True
