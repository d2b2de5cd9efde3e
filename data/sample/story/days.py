"""The days of the story: its bounds, working days, anniversaries."""

from calendar import monthrange
from datetime import date, timedelta

CUTOFF = date(2021, 5, 31)
CONGRESS_CLOSED = date(2020, 7, 11)
ANNIVERSARIES = ((2, 3), (5, 19), (9, 2), (11, 7))
PUBLIC_HOLIDAYS = (
    (date(2019, 1, 1), 1),
    (date(2019, 2, 2), 9),
    (date(2019, 4, 15), 1),
    (date(2019, 4, 29), 3),
    (date(2019, 9, 2), 1),
    (date(2020, 1, 1), 1),
    (date(2020, 1, 23), 7),
    (date(2020, 4, 2), 1),
    (date(2020, 4, 30), 2),
    (date(2020, 9, 2), 1),
    (date(2021, 1, 1), 1),
    (date(2021, 2, 10), 7),
    (date(2021, 4, 21), 1),
    (date(2021, 4, 30), 4),
)
DAYS_OFF = {first + timedelta(n) for first, days in PUBLIC_HOLIDAYS for n in range(days)}


def text(day):
    """The day as dd/mm/yyyy, or nothing."""
    return f"{day:%d/%m/%Y}" if day else ""


def working_days(first, last):
    """The days of an inclusive range that are neither weekends nor public holidays."""
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() < 5 and day not in DAYS_OFF]


def working_day_after(day, number):
    """The working day that comes so many working days after a day."""
    return working_days(day + timedelta(1), day + timedelta(2 * number + 14))[number - 1]


def before_anniversary(day):
    """Whether the day falls in the two weeks that end on an anniversary."""
    return any(0 <= (date(day.year, *md) - day).days <= 14 for md in ANNIVERSARIES)


def months_later(day, months):
    """The same day so many months later, or earlier; the last one of a month that is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
