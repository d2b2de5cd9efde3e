-- One row per line of a roster that counts: the newest one of each admission known on a day.
-- $year          year of the admissions, or null for all
-- $as_of         day up to which admissions are counted, as known on that day
-- $basis         date that counts: 'decision' or 'ceremony'
-- $unit          code of one unit, or null for all
-- $source        one source organization, or null for all
-- $officer       code of one officer in charge, or null for all
-- $readmissions  whether re-admissions count as new members
-- $scope         units 'as_was', 'as_is' on the as-of day, or 'like 2021': those in the block all of 2020-21
with newest as (
    select
        admission_rows.admission_key,
        admission_rows.import_id,
        admission_rows.line,
        imports.file_name,
        imports.sheet,
        count(*) over (partition by admission_rows.admission_key) - 1 as earlier_lines
    from admission_rows
    inner join imports on imports.import_id = admission_rows.import_id
    where not imports.undone
    qualify row_number() over (
        partition by admission_rows.admission_key
        order by admission_rows.import_id desc, admission_rows.line desc
    ) = 1
),

counted as (
    select *
    from dated_admissions
    where
        basis = $basis
        and event_date <= $as_of::date
        and ((revoked_date is null and not annulled) or revoked_date > $as_of::date)
)

select
    newest.import_id,
    newest.file_name,
    newest.sheet,
    newest.line,
    placed.shown_code as unit_code,
    units.unit_name,
    counted.month,
    counted.source,
    counted.admission_type as kind,
    1 as admissions,
    counted.event_precision = 'month' as month_only,
    counted.event_precision = 'quarter' as quarter_only,
    counted.substituted,
    counted.revoked_date is not null as annulled_later,
    newest.earlier_lines,
    true as of_month,
    (
        month(counted.month) < month($as_of::date)
        or (
            month(counted.month) = month($as_of::date)
            and (
                counted.event_precision <> 'day'
                or $as_of::date = last_day($as_of::date)
                or day(counted.event_date) <= day($as_of::date)
            )
        )
    ) as to_same_day
from counted
inner join newest on newest.admission_key = counted.admission_key
left join places_on($as_of, $scope) as placed on placed.unit_code = counted.unit_code
left join units on units.unit_code = placed.shown_code
where
    ($year is null or year(counted.month) = $year)
    and (counted.unit_code is null or placed.shown_code is not null)
    and ($unit is null or placed.shown_code = $unit)
    and ($source is null or counted.source = $source)
    and ($officer is null or placed.officer_code = $officer)
    and ($readmissions or counted.admission_type = 'new')
order by newest.import_id desc, newest.line
