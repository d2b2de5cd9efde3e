-- One row per unit and first day of an officer's charge known on a day, with its newest line.
-- $as_of         day up to which assignments count
-- $year          year in some days of which the charge lasted, or null for all
-- $unit          code of one unit, or null for all
-- $officer       code of the officer in charge on the day, or null for all
with newest as (
    select officer_assignment_rows.*, imports.file_name, imports.sheet
    from officer_assignment_rows
    inner join imports on imports.import_id = officer_assignment_rows.import_id
    where not imports.undone and officer_assignment_rows.from_date <= $as_of::date
    qualify row_number() over (
        partition by officer_assignment_rows.unit_code, officer_assignment_rows.from_date
        order by officer_assignment_rows.import_id desc, officer_assignment_rows.line desc
    ) = 1
),

-- An officer's charge ends where the list says so, at the latest when the next one's begins.
charges as (
    select
        *,
        least(
            to_date,
            (lead(from_date) over (partition by unit_code order by from_date) - interval 1 day)::date
        ) as last_day
    from newest
)

select
    charges.import_id,
    charges.file_name,
    charges.sheet,
    charges.line,
    charges.unit_code,
    units.unit_name,
    date_trunc('month', charges.from_date)::date as month,
    null::varchar as source,
    if(charges.last_day < $as_of::date, 'charge_over', 'in_charge') as kind
from charges
left join units on units.unit_code = charges.unit_code
left join places_on($as_of, 'as_was') as placed on placed.unit_code = charges.unit_code
where
    ($year is null or $year between year(charges.from_date) and coalesce(year(charges.last_day), $year))
    and ($unit is null or charges.unit_code = $unit)
    and ($officer is null or placed.officer_code = $officer)
order by units.order_no nulls last, units.unit_name collate vi, charges.unit_code, charges.from_date
