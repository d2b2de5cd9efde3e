"""The plain rows of a large roster beside what is kept: all of them at once, in temporary tables of the database."""

from collections.abc import Iterable
from itertools import chain

import duckdb
import pyarrow as pa

from ketnap.ingest.bulk.kept import PlainRows

# One row per plain row, by what its person is known.
PEOPLE = """
create or replace temporary table plain_people as
select line, lower(hex(code_hash)) as code_hash, lower(hex(name_birth_hash)) as name_birth_hash,
    lower(hex(decision_hash)) as decision_hash
from plain_rows
"""
# One row per plain row whose code belongs to a kept admission: the one it was last seen with, and whether the person
# is the same for all that is known and nobody else's row is about that admission.
MATCHES = """
create or replace temporary table plain_matches as
with kept as (
    select *, (import_id, line) as place from admission_rows
),
by_code as (
    select code_hash, arg_max(admission_key, place) as admission_key
    from kept
    where admission_type = 'new' and code_hash is not null
    group by code_hash
),
known as (
    select
        admission_key, arg_max(code_hash, place) as code_hash, arg_max(name_birth_hash, place) as name_birth_hash
    from kept
    group by admission_key
)
select
    plain_people.line, by_code.admission_key,
    known.code_hash = plain_people.code_hash
    and coalesce(known.name_birth_hash = plain_people.name_birth_hash, true)
    and count(*) over (partition by by_code.admission_key) = 1 as is_clear
from plain_people
inner join by_code on by_code.code_hash = plain_people.code_hash
inner join known on known.admission_key = by_code.admission_key
"""
# The lines of plain rows that may be about a kept person, but have to be looked at.
UNCLEAR = """
select line from plain_matches where not is_clear
union all
select line
from plain_people
where line not in (select line from plain_matches)
    and (
        name_birth_hash in (select name_birth_hash from admission_rows where admission_type = 'new')
        or decision_hash in (select decision_hash from admission_rows where admission_type = 'new')
    )
"""
STAGE = """
insert into staged by name
select
    plain_rows.* exclude (code_hash, name_birth_hash, decision_hash, row_hash),
    lower(hex(code_hash)) as code_hash,
    lower(hex(name_birth_hash)) as name_birth_hash,
    lower(hex(decision_hash)) as decision_hash,
    coalesce(
        plain_matches.admission_key,
        lower(hex(coalesce(code_hash, name_birth_hash, decision_hash, row_hash))) || ':new'
    ) as admission_key
from plain_rows
left join plain_matches on plain_matches.line = plain_rows.line
"""


def unclear(cursor: duckdb.DuckDBPyConnection, rows: PlainRows) -> list[int]:
    """The lines of rows whose person may be kept already in a way that has to be looked at; the others are matched."""
    if not cursor.execute("select 1 from admission_rows limit 1").fetchall():
        cursor.execute("create or replace temporary table plain_matches (line integer, admission_key varchar)")
        return []
    _over(cursor, rows, PEOPLE)
    cursor.execute(MATCHES)
    return [line for (line,) in cursor.execute(UNCLEAR).fetchall()]


def about(cursor: duckdb.DuckDBPyConnection, keys: Iterable[str]) -> list[int]:
    """The lines of matched rows that are about some admissions."""
    cursor.register("admission_keys", pa.table({"admission_key": pa.array(keys, pa.string())}))
    found = cursor.execute("select line from plain_matches where admission_key in (from admission_keys)").fetchall()
    cursor.unregister("admission_keys")
    return [line for (line,) in found]


def stage(cursor: duckdb.DuckDBPyConnection, rows: PlainRows) -> None:
    """Add matched rows to the temporary table `staged`."""
    _over(cursor, rows, STAGE)


def _over(cursor: duckdb.DuckDBPyConnection, rows: PlainRows, query: str) -> None:
    """Run a query over rows, which it calls `plain_rows`."""
    batches = rows.batches()
    for first in batches:
        cursor.register("plain_rows", pa.RecordBatchReader.from_batches(first.schema, chain([first], batches)))
        cursor.execute(query)
        cursor.unregister("plain_rows")
