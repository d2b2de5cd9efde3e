"""Versions of plans in the database: rows are only added, and what was done to a version is an event of its own."""

from collections.abc import Sequence
from datetime import date, datetime

import duckdb
import pyarrow as pa


def keep(
    cursor: duckdb.DuckDBPyConnection,
    year: int,
    target: int,
    method: str,
    rows: Sequence[tuple[str, int, int]],
    by: str,
) -> str:
    """Keep a version inside a transaction; its name."""
    found = cursor.execute(
        "insert into plan_versions select coalesce(max(version), 0) + 1, $year, $target, $method, $now, $by"
        " from plan_versions returning version",
        {"year": year, "target": target, "method": method, "now": datetime.now(), "by": by},
    ).fetchone()
    assert found is not None
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    kinds = (pa.string(), pa.int32(), pa.int32())
    cells = pa.table(
        [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)], ["unit", "month", "planned"]
    )
    cursor.register("cells", cells)
    cursor.execute("insert into plan_cells select $version, unit, month, planned from cells", {"version": found[0]})
    cursor.unregister("cells")
    return f"v{found[0]}"


def note(
    cursor: duckdb.DuckDBPyConnection,
    version: str,
    year: int,
    event: str,
    by: str,
    document: str,
    decided_on: date | None,
) -> None:
    """Note what was done to a version inside a transaction."""
    cursor.execute(
        "insert into plan_events select coalesce(max(event_number), 0) + 1, $version, $year, $event, $document,"
        " $decided, $now, $by from plan_events",
        {
            "version": version,
            "year": year,
            "event": event,
            "document": document,
            "decided": decided_on,
            "now": datetime.now(),
            "by": by,
        },
    )
