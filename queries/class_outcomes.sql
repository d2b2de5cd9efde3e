-- One row per awareness class and month in which graduates of it were admitted; one without month where none was.
-- $as_of         day up to which classes ended and admissions are counted, as known on that day
-- $basis         date that counts: 'decision' or 'ceremony'
with ended as (
    select
        class_place,
        min(class_code) as class_code,
        min(ended_on) as end_date,
        sum(graduates)::bigint as graduates
    from awareness_graduates
    where ended_on <= $as_of::date
    group by class_place
),

counted as (
    select class_place, month, count(*)::bigint as admitted
    from graduates_admitted($as_of, $basis)
    group by class_place, month
)

select
    ended.class_code,
    ended.end_date,
    ended.graduates,
    counted.month,
    coalesce(counted.admitted, 0) as admitted
from ended
left join counted on counted.class_place = ended.class_place
order by ended.end_date, ended.class_code, counted.month
