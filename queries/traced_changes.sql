-- One row per change of units known on a day, with its newest line, told by the unit it began with.
-- $as_of         day up to which changes count
-- $year          year of the change, or null for all
-- $unit          code of one unit before or after the change, or null for all
-- $officer       code of one officer in charge of either unit, or null for all
with newest as (
    select unit_change_rows.*, imports.file_name, imports.sheet
    from unit_change_rows
    inner join imports on imports.import_id = unit_change_rows.import_id
    where not imports.undone and unit_change_rows.change_date <= $as_of::date
    qualify row_number() over (
        partition by
            unit_change_rows.change_date, unit_change_rows.change, unit_change_rows.from_unit, unit_change_rows.to_unit
        order by unit_change_rows.import_id desc, unit_change_rows.line desc
    ) = 1
)

select
    newest.import_id,
    newest.file_name,
    newest.sheet,
    newest.line,
    coalesce(newest.from_unit, newest.to_unit) as unit_code,
    coalesce(before.unit_name, after.unit_name) as unit_name,
    date_trunc('month', newest.change_date)::date as month,
    null::varchar as source,
    newest.change as kind,
    if(newest.from_unit is null, null, coalesce(after.unit_name, newest.to_unit)) as to_unit
from newest
left join units as before on before.unit_code = newest.from_unit
left join units as after on after.unit_code = newest.to_unit
left join places_on($as_of, 'as_was') as from_place on from_place.unit_code = newest.from_unit
left join places_on($as_of, 'as_was') as to_place on to_place.unit_code = newest.to_unit
where
    ($year is null or year(newest.change_date) = $year)
    and ($unit is null or $unit in (newest.from_unit, newest.to_unit))
    and ($officer is null or $officer in (from_place.officer_code, to_place.officer_code))
order by newest.change_date desc, newest.import_id desc, newest.line
