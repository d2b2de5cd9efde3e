-- One row per class for new members that has ended: who finished it. None of them is a candidate any more.
-- $as_of         day up to which classes ended
-- $unit          code of the unit that sent them, or null for all
-- $source        one source organization, or null for all
-- $officer       code of one officer in charge, or null for all
with ended as (
    select *, max(coalesce(end_date, certificate_date)) over (partition by class_place) as ended_on
    from class_graduates
    where class_kind = 'new_member'
)

select
    min(ended.class_code) as class_code,
    ended.ended_on,
    sum(ended.graduates)::bigint as graduates
from ended
left join places_on($as_of, 'as_is') as placed on placed.unit_code = ended.unit_code
where
    ended.ended_on <= $as_of::date
    and ($unit is null or placed.shown_code = $unit)
    and ($source is null or coalesce(ended.source, 'unknown') = $source)
    and ($officer is null or placed.officer_code = $officer)
group by ended.class_place, ended.ended_on
having sum(ended.graduates) > 0
order by ended.ended_on, class_code
