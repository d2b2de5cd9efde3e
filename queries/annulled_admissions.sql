-- One row per year of decisions: how many there are, how many of them are annulled by the as-of day or struck off.
-- $as_of         day up to which everything counts as known
-- $unit          code of one unit, or null for all
-- $source        one source organization, or null for all
-- $officer       code of one officer in charge, or null for all
-- $readmissions  whether re-admissions come along
-- $scope         units 'as_was', 'as_is' on the as-of day, or 'like 2021': those in the block all of 2020-21
with decided as (
    select
        year(coalesce(admissions.decision_date, admissions.ceremony_date, admissions.admission_month)) as year,
        coalesce(
            admissions.revoked_date <= $as_of::date,
            admissions.annulled
        ) as is_annulled,
        admissions.revoked_date is null as is_undated,
        coalesce(admissions.struck_off, false) as struck_off
    from admissions
    left join places_on($as_of, $scope) as placed on placed.unit_code = admissions.unit_code
    where
        coalesce(admissions.decision_date, admissions.ceremony_date, admissions.admission_month) <= $as_of::date
        and (admissions.unit_code is null or placed.shown_code is not null)
        and ($unit is null or placed.shown_code = $unit)
        and ($source is null or admissions.source = $source)
        and ($officer is null or placed.officer_code = $officer)
        and ($readmissions or admissions.admission_type = 'new')
)

select
    year,
    count(*)::bigint as decisions,
    count(*) filter (where is_annulled)::bigint as annulled,
    count(*) filter (where is_annulled and is_undated)::bigint as annulled_undated,
    count(*) filter (where not is_annulled)::bigint as counted,
    count(*) filter (where not is_annulled and struck_off)::bigint as struck_off
from decided
group by year
order by year desc
