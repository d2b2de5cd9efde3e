-- One row per officer in charge on a day, with the number of units followed.
-- $as_of         day of the assignments
select
    followed.officer_code,
    min(followed.officer_label) as officer_label,
    count(*)::bigint as units
from places_on($as_of, 'as_was') as followed
inner join lives_on($as_of) as lives on lives.unit_code = followed.unit_code
where
    followed.officer_code is not null
    and coalesce(lives.entered <= $as_of::date, true)
    and coalesce(lives.gone > $as_of::date, true)
group by followed.officer_code
order by followed.officer_code
