"""Awareness classes: graduates admitted class by class and year by year, who waits, and what next year asks for."""

import streamlit as st

from ketnap import charts, classes, sheets, words
from ketnap.ui import classes as details
from ketnap.ui import parts
from ketnap.ui.frame import page

here = page()
_, store, view = here._, here.store, here.view
parts.needs_data(here)

rows = classes.people(store, view)
standing = classes.standing(rows)
rests_on = ("class_graduates", "admissions")
sentence = words.classes_sentence(standing, view, _)
parts.headed(here, _("Awareness classes"), sentence, words.trace_classes.headline(standing, view, _), rests_on)
when = {"date": _.date(view.as_of)}
if len(rows):
    wait = classes.wait(rows, view)
    parts.cards(words.classes_cards(standing, wait, _), words.trace_classes.cards(standing, wait, view, _), rests_on)
    for note in words.classes_notes(standing, view, _):
        st.caption(note)
    curves = classes.curves(rows, view)
    if len(curves):
        parts.chart(
            here,
            _("Share of graduates admitted by months since the class (as of {date})", **when),
            parts.figure(charts.class_curves, curves, _),
            sheets.class_curves(curves, _),
            "class_curves",
            how=_(
                "Admitted graduates ÷ graduates of the classes of a year, those not old enough counting for as long as they have waited. Dotted: only some classes are that old; the open mark: known up to here."
            ),
            rests_on=rests_on,
        )
    parts.table(
        here,
        _("Classes by the year their graduates were admitted in (as of {date})", **when),
        sheets.class_cohorts(classes.cohorts(rows, view, classes.RIPE), _),
        "class_cohorts",
        how=_(
            "N is the year of the class. Share = admitted ÷ (graduates − counted elsewhere). “Open”: the time is not over, the figure may still grow; compare classes by the share within 24 months."
        ),
        rests_on=rests_on,
    )
    parts.table(
        here,
        _("Graduates admitted in each year (as of {date})", **when),
        sheets.admitted_graduates(classes.admitted_by_year(rows, view), view, _),
        "admitted_graduates",
        how=_(
            "Graduates of awareness classes by the year they were admitted in, and by the year of their class; “–”: before the class, or not known."
        ),
        rests_on=rests_on,
    )
    parts.table(
        here,
        _("Graduates and their certificates by unit (as of {date})", **when),
        sheets.class_units(classes.by_unit(store, rows), _),
        "class_units",
        height=400,
        how=_(
            "By the unit that sent them. A certificate is valid for 60 months from its date, else from the last day of the class."
        ),
        rests_on=rests_on,
    )
    details.plan(here, rows)
    details.recognised(here, rows)
else:
    parts.template(here, "class_graduates")
details.new_members(here)
