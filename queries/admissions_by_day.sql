-- One row per day of a year with admissions known by their day.
-- $year          year
-- $as_of         day up to which admissions are counted, as known on that day
-- $basis         date that counts: 'decision' or 'ceremony'
-- $unit          code of one unit, or null for all
-- $source        one source organization, or null for all
-- $officer       code of one officer in charge, or null for all
-- $readmissions  whether re-admissions count as new members
-- $scope         units 'as_was', 'as_is' on the as-of day, or 'like 2021': those in the block all of 2020-21
select
    dated.event_date as day,
    count(*)::bigint as admissions
from dated_admissions as dated
left join places_on($as_of, $scope) as placed on placed.unit_code = dated.unit_code
where
    dated.basis = $basis
    and dated.event_precision = 'day'
    and year(dated.event_date) = $year
    and dated.event_date <= $as_of::date
    and (not dated.annulled or dated.revoked_date > $as_of::date)
    and placed.shown_code is not null
    and ($unit is null or placed.shown_code = $unit)
    and ($source is null or dated.source = $source)
    and ($officer is null or placed.officer_code = $officer)
    and ($readmissions or dated.admission_type = 'new')
group by dated.event_date
order by dated.event_date
