"""The plain rows of a large roster beside what is kept: all of them at once, in temporary tables of the database."""

from collections.abc import Iterable
from itertools import chain

import duckdb
import pyarrow as pa

from ketnap.ingest.bulk.kept import PlainRows

# How many bytes SHA-256 takes in at a time, and what HMAC mixes the key with.
BLOCK, INNER, OUTER = 64, 0x36, 0x5C
# The keyed hash of a message, as `Hasher.hash` makes it.
HASHED = """
create or replace temporary macro hashed(message, inner_, outer_) as
sha256(outer_ || unhex(sha256(inner_ || encode(message))))[:32]
"""
# One row per plain row, by what its person is known.
PEOPLE = """
create or replace temporary table plain_people as
select
    line,
    hashed(code, $inner::blob, $outer::blob) as code_hash,
    hashed(birth, $inner::blob, $outer::blob) as name_birth_hash,
    hashed(decision, $inner::blob, $outer::blob) as decision_hash
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
# Both tables where nobody is kept yet.
NOBODY = """
create or replace temporary table plain_people (
    line integer, code_hash varchar, name_birth_hash varchar, decision_hash varchar
);
create or replace temporary table plain_matches (line integer, admission_key varchar);
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
# The plain rows with their hashes, unless they are known, and the key of the kept or the new admission each is about.
STAGE = """
insert into staged by name
with known as (
    select
        plain_rows.* exclude (code, birth, decision, "row"),
        coalesce(people.code_hash, hashed(plain_rows.code, $inner::blob, $outer::blob)) as code_hash,
        coalesce(people.name_birth_hash, hashed(plain_rows.birth, $inner::blob, $outer::blob)) as name_birth_hash,
        coalesce(people.decision_hash, hashed(plain_rows.decision, $inner::blob, $outer::blob)) as decision_hash,
        hashed(plain_rows."row", $inner::blob, $outer::blob) as row_hash
    from plain_rows
    left join plain_people as people on people.line = plain_rows.line
)
select
    known.* exclude (row_hash),
    coalesce(
        plain_matches.admission_key, coalesce(code_hash, name_birth_hash, decision_hash, row_hash) || ':new'
    ) as admission_key
from known
left join plain_matches on plain_matches.line = known.line
"""


def unclear(cursor: duckdb.DuckDBPyConnection, rows: PlainRows) -> list[int]:
    """The lines of rows whose person may be kept already in a way that has to be looked at; the others are matched."""
    if not cursor.execute("select 1 from admission_rows limit 1").fetchall():
        cursor.execute(NOBODY)
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
    key = rows.hasher.key.ljust(BLOCK, b"\0")
    mixed = {"inner": bytes(byte ^ INNER for byte in key), "outer": bytes(byte ^ OUTER for byte in key)}
    batches = rows.batches()
    for first in batches:
        cursor.execute(HASHED)
        cursor.register("plain_rows", pa.RecordBatchReader.from_batches(first.schema, chain([first], batches)))
        cursor.execute(query, mixed)
        cursor.unregister("plain_rows")
