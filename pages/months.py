"""Admissions month by month, against the target, last year and the usual pace."""

from ketnap import account, charts, sheets, words
from ketnap.ui import parts
from ketnap.ui.frame import page

here = page()
_, store, view = here._, here.store, here.view
parts.needs_data(here)

target = account.target_of(store, view)
months = account.months(store, view)
rests_on = ("admissions", "targets", "opening_members")
when = {"year": view.year, "date": _.date(view.last_day)}
parts.headed(here, _("By month"), words.months_sentence(months, view, _), words.trace.months(view, _))
parts.chart(
    here,
    _("Admissions by month, {year} (as of {date})", **when),
    parts.figure(charts.monthly, months, view.year, _),
    sheets.months(months, target, view, _),
    "monthly",
    words.trace.months(view, _),
    rests_on,
)
parts.chart(
    here,
    _("Admissions added up, {year} (as of {date})", **when),
    parts.figure(charts.cumulative, account.cumulative(months, target), target, view.year, _),
    sheets.months(months, target, view, _),
    "cumulative",
    words.trace.months(view, _),
    rests_on,
)
