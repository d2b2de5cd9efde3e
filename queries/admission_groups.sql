-- One row per kind of group and group of the year's admissions, as known on the as-of day.
-- $year          year whose admissions are counted
-- $as_of         day up to which admissions are counted, as known on that day
-- $basis         date that counts: 'decision' or 'ceremony'
-- $unit          code of one unit, or null for all
-- $source        one source organization, or null for all
-- $officer       code of one officer in charge, or null for all
-- $readmissions  whether re-admissions count as new members
-- $scope         units 'as_was', 'as_is' on the as-of day, or 'like 2021': those in the block all of 2020-21
with known as (
    select admissions.gender, admissions.age_band, admissions.occupation, admissions.source
    from dated_admissions
    inner join admissions on admissions.admission_key = dated_admissions.admission_key
    left join places_on($as_of, $scope) as placed on placed.unit_code = dated_admissions.unit_code
    where
        dated_admissions.basis = $basis
        and year(dated_admissions.event_date) = $year
        and dated_admissions.event_date <= $as_of::date
        and (
            dated_admissions.revoked_date > $as_of::date
            or (dated_admissions.revoked_date is null and not dated_admissions.annulled)
        )
        and (dated_admissions.unit_code is null or placed.shown_code is not null)
        and ($unit is null or placed.shown_code = $unit)
        and ($source is null or dated_admissions.source = $source)
        and ($officer is null or placed.officer_code = $officer)
        and ($readmissions or dated_admissions.admission_type = 'new')
),

grouped as (
    select 'gender' as kind, gender as group_code, count(*)::bigint as admissions from known group by gender
    union all
    select 'age_band' as kind, age_band as group_code, count(*)::bigint as admissions from known group by age_band
    union all
    select 'occupation' as kind, occupation as group_code, count(*)::bigint as admissions from known group by occupation
    union all
    select 'source' as kind, source as group_code, count(*)::bigint as admissions from known group by source
)

select kind, group_code, admissions
from grouped
order by kind, group_code nulls last
