-- One row per day that matters, with its newest line.
-- $year          year of the day, or null for all; those of every year belong to each
with newest as (
    select milestone_rows.*, imports.file_name, imports.sheet
    from milestone_rows
    inner join imports on imports.import_id = milestone_rows.import_id
    where not imports.undone
    qualify row_number() over (
        partition by milestone_rows.month, milestone_rows.day, milestone_rows.year, milestone_rows.milestone
        order by milestone_rows.import_id desc, milestone_rows.line desc
    ) = 1
)

select
    import_id,
    file_name,
    sheet,
    line,
    null::varchar as unit_code,
    null::varchar as unit_name,
    make_date(coalesce(year, $year), month, 1) as month,
    null::varchar as source,
    if(year is null, 'every_year', 'one_year') as kind
from newest
where $year is null or year is null or year = $year
order by newest.month, newest.day, line
