-- One row per unit: the newest line with its members at the start of a year, or of the last year before it that it gave.
-- $year          year at whose start the members are counted
select
    opening_member_rows.import_id,
    imports.file_name,
    imports.sheet,
    opening_member_rows.line,
    opening_member_rows.unit_code,
    units.unit_name,
    make_date(opening_member_rows.year, 1, 1) as month,
    null::varchar as source,
    if(opening_member_rows.year = $year, 'given', 'carried') as kind,
    opening_member_rows.members
from opening_member_rows
inner join imports on imports.import_id = opening_member_rows.import_id
left join units on units.unit_code = opening_member_rows.unit_code
where not imports.undone and opening_member_rows.year <= $year
qualify row_number() over (
    partition by opening_member_rows.unit_code
    order by opening_member_rows.year desc, opening_member_rows.import_id desc, opening_member_rows.line desc
) = 1
order by units.order_no nulls last, units.unit_name collate vi, opening_member_rows.unit_code
