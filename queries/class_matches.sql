-- One row per year since the first awareness class: admissions of the roster, and how many are of graduates of a class.
-- $as_of         day up to which classes ended and admissions are counted, as known on that day
-- $basis         date that counts: 'decision' or 'ceremony'
-- $unit          code of the unit that admitted or carries it on, or null for all
-- $source        one source organization, or null for all
-- $officer       code of one officer in charge, or null for all
with first_class as (
    select min(ended_on) as ended_on
    from awareness_graduates
    where graduates > 0
)

select
    year(admitted.month) as year,
    count(*)::bigint as admitted,
    count(linked.admission_key)::bigint as found
from admissions_standing($as_of, $basis) as admitted
cross join first_class
left join graduates_admitted($as_of, $basis) as linked on linked.admission_key = admitted.admission_key
left join places_on($as_of, 'as_is') as placed on placed.unit_code = admitted.unit_code
where
    admitted.admission_type = 'new'
    and admitted.month >= date_trunc('month', first_class.ended_on)
    and ($unit is null or placed.shown_code = $unit)
    and ($source is null or admitted.source = $source)
    and ($officer is null or placed.officer_code = $officer)
group by year(admitted.month)
order by year
