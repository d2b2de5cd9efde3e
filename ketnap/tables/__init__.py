"""The data dictionary: which tables offices keep, their columns, and the headers each is known by.

A column's `kind` names the function of `ingest.values` that reads its cells. Columns that exist only
to recognise a person (`kind` "person") are turned into keyed hashes during the import and never kept.

`column` says what a column is, `shared` what tables have in common; `units`, `admissions`, `reports` and `changes`
hold them.
"""

from ketnap.tables.admissions import ADMISSIONS, MONTHLY_TOTALS
from ketnap.tables.changes import MILESTONES, OFFICER_ASSIGNMENTS, UNIT_CHANGES
from ketnap.tables.column import BASES, SOURCES, Column, Table
from ketnap.tables.reports import CLASS_GRADUATES, POOL_REPORTS, SOURCE_FIGURES
from ketnap.tables.shared import ERROR, ORDER_HEADERS, SOURCE_WORDS, UNIT_CODE_HEADERS
from ketnap.tables.units import OPENING_MEMBERS, PLANS, TARGETS, UNITS

# In the order a batch of files is read: the register of units comes before the rows that name them.
TABLES = (
    *(UNITS, UNIT_CHANGES, OFFICER_ASSIGNMENTS, OPENING_MEMBERS, TARGETS, MONTHLY_TOTALS, ADMISSIONS),
    *(POOL_REPORTS, CLASS_GRADUATES, SOURCE_FIGURES, MILESTONES, PLANS),
)
TABLE = {table.name: table for table in TABLES}

__all__ = [
    "ADMISSIONS",
    "BASES",
    "CLASS_GRADUATES",
    "ERROR",
    "MILESTONES",
    "MONTHLY_TOTALS",
    "OFFICER_ASSIGNMENTS",
    "OPENING_MEMBERS",
    "ORDER_HEADERS",
    "PLANS",
    "POOL_REPORTS",
    "SOURCES",
    "SOURCE_FIGURES",
    "SOURCE_WORDS",
    "TABLE",
    "TABLES",
    "TARGETS",
    "UNITS",
    "UNIT_CHANGES",
    "UNIT_CODE_HEADERS",
    "Column",
    "Table",
]
