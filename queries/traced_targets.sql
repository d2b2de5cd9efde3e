-- One row per version of a target in force on a day, with its newest line.
-- $as_of         day on which the versions must be in force
-- $year          year the targets are for, or null for all
select
    target_rows.import_id,
    imports.file_name,
    imports.sheet,
    target_rows.line,
    if(target_rows.scope = 'unit', target_rows.scope_code, null) as unit_code,
    units.unit_name,
    date_trunc('month', target_rows.effective_from)::date as month,
    if(target_rows.scope = 'source', target_rows.scope_code, null) as source,
    target_rows.kind,
    target_rows.value::double as value
from target_rows
inner join imports on imports.import_id = target_rows.import_id
left join units on target_rows.scope = 'unit' and units.unit_code = target_rows.scope_code
where
    not imports.undone
    and (target_rows.effective_from is null or target_rows.effective_from <= $as_of::date)
    and ($year is null or $year between target_rows.first_year and target_rows.last_year)
qualify row_number() over (
    partition by
        target_rows.scope, target_rows.scope_code, target_rows.first_year, target_rows.last_year,
        target_rows.kind, target_rows.set_by, target_rows.effective_from
    order by target_rows.import_id desc, target_rows.line desc
) = 1
order by target_rows.scope, target_rows.scope_code, target_rows.effective_from desc nulls last, target_rows.line
