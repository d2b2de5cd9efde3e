-- One row per unit that gave members that count at the start of a year: the newest line with its number, or with the last
-- one it gave before.
-- $year          year at whose start the members are counted
-- $as_of         day up to which numbers count
-- $unit          code of one unit, or null for all
-- $officer       code of one officer in charge, or null for all
-- $scope         units 'as_was', 'as_is' on the as-of day, or 'like 2021': those in the block all of 2020-21
select
    rows.import_id,
    imports.file_name,
    imports.sheet,
    rows.line,
    placed.shown_code as unit_code,
    units.unit_name,
    make_date(rows.year, 1, 1) as month,
    null::varchar as source,
    if(standing.given_year = standing.year, 'given', 'carried') as kind,
    standing.members
from members_standing($as_of) as standing
inner join places_on($as_of, $scope) as placed on placed.unit_code = standing.unit_code
inner join opening_member_rows as rows
    on rows.unit_code = standing.given_by
    and rows.year = standing.given_year
inner join imports on imports.import_id = rows.import_id
left join units on units.unit_code = placed.shown_code
where
    standing.year = $year
    and placed.shown_code is not null
    and ($unit is null or placed.shown_code = $unit)
    and ($officer is null or placed.officer_code = $officer)
    and not imports.undone
qualify row_number() over (
    partition by rows.unit_code, rows.year
    order by rows.import_id desc, rows.line desc
) = 1
order by units.order_no nulls last, units.unit_name collate vi, placed.shown_code, rows.unit_code
