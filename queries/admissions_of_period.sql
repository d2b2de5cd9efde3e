-- One row per source and unit with admissions from one day to another. Whole months count as in every figure, in a
-- month that a day cuts the rows of the roster.
-- $first_day     first day of the period
-- $last_day      last day of the period
-- $as_of         day up to which admissions are counted, as known on that day
-- $basis         date that counts: 'decision' or 'ceremony'
-- $unit          code of one unit, or null for all
-- $source        one source organization, or null for all
-- $officer       code of one officer in charge, or null for all
-- $readmissions  whether re-admissions count as new members
-- $scope         units 'as_was', 'as_is' on the as-of day, or 'like 2021': those in the block all of 2020-21
with whole as (
    select unit_code, source, admissions
    from admissions_to_date($as_of, $basis, $unit, $source, $officer, $readmissions, scope_ := $scope)
    where month >= $first_day::date and last_day(month) <= $last_day::date
),

cut as (
    select placed.shown_code as unit_code, dated.source, 1 as admissions
    from dated_admissions as dated
    left join places_on($as_of, $scope) as placed on placed.unit_code = dated.unit_code
    where
        dated.basis = $basis
        and (dated.month < $first_day::date or last_day(dated.month) > $last_day::date)
        and dated.event_date between $first_day::date and least($last_day::date, $as_of::date)
        and coalesce(dated.revoked_date > $as_of::date, not dated.annulled)
        and (dated.unit_code is null or placed.shown_code is not null)
        and ($unit is null or placed.shown_code = $unit)
        and ($source is null or dated.source = $source)
        and ($officer is null or placed.officer_code = $officer)
        and ($readmissions or dated.admission_type = 'new')
),

counted as (
    select * from whole
    union all
    select * from cut
)

select source, unit_code, sum(admissions)::bigint as admissions
from counted
where admissions > 0
group by source, unit_code
order by source, unit_code nulls last
