"""What codes are called."""

from ketnap.i18n import mark

SOURCE_NAMES = {
    "youth_union": mark("Youth Union"),
    "trade_union": mark("Trade union"),
    "two_members": mark("Two members"),
    "other": mark("Other source"),
    "unknown": mark("Source not stated"),
}
BASIS_NAMES = {"decision": mark("decision date"), "ceremony": mark("ceremony date")}
STATUS_NAMES = {
    "exceeded": mark("Exceeded"),
    "met": mark("Met"),
    "not_yet": mark("Not yet met"),
    "no_target": mark("No target"),
}
VERDICT_NAMES = {
    "met": mark("met"),
    "missed": mark("not met"),
    "open": mark("still open"),
    "unknown": mark("not enough data"),
}
CHANCE_NAMES = {
    "almost_none": mark("almost no chance"),
    "very_unlikely": mark("very unlikely"),
    "unlikely": mark("unlikely"),
    "even": mark("about as likely as not"),
    "likely": mark("likely"),
    "very_likely": mark("very likely"),
    "almost_certain": mark("almost certain"),
}
TABLE_NAMES = {
    "units": mark("Register of units"),
    "opening_members": mark("Members at the start of the year"),
    "targets": mark("Targets"),
    "monthly_totals": mark("Monthly totals without a roster"),
    "admissions": mark("Roster of admissions"),
}
