-- One row per awareness class that has ended, unit, source, day of certificate, state and day of admission: how many people.
-- $as_of         day up to which classes ended and admissions are counted, as known on that day
-- $basis         date that counts: 'decision' or 'ceremony'
-- $unit          code of the unit that sent them, or null for all
-- $source        one source organization, or null for all
-- $officer       code of one officer in charge, or null for all
--
-- The state is 'admitted'; 'apart' of somebody who counts for a later class, or was admitted before the class or anew;
-- 'waiting' of everybody else. Nobody is admitted or waiting in two classes.
with graduates as (
    select *
    from awareness_graduates
    where ended_on <= $as_of::date and graduates > 0
),

admitted as (
    select graduates.graduate_key, linked.event_date, linked.event_precision
    from graduates_admitted($as_of, $basis) as linked
    inner join graduates on graduates.graduate_key = linked.graduate_key
    qualify row_number() over (
        partition by graduates.graduate_key
        order by linked.event_date, linked.admission_key
    ) <= graduates.graduates
),

hashes as (
    select graduate_key, class_place, ended_on, code_hash, code_hash as person_hash from graduates where is_person
    union
    select graduate_key, class_place, ended_on, code_hash, name_birth_hash as person_hash
    from graduates
    where is_person
),

-- A code of one's own tells namesakes of one birth date apart.
apart as (
    select earlier.graduate_key
    from hashes as earlier
    inner join hashes as later on later.person_hash = earlier.person_hash
    where
        coalesce(later.code_hash = earlier.code_hash, true)
        and (later.ended_on, later.class_place, later.graduate_key)
        > (earlier.ended_on, earlier.class_place, earlier.graduate_key)
    union
    select graduate_links.graduate_key
    from graduate_links
    inner join admissions_standing($as_of, $basis) as known on known.admission_key = graduate_links.admission_key
    where graduate_links.surest = 1
),

left_over as (
    select graduates.graduate_key, graduates.graduates - count(admitted.graduate_key) as people
    from graduates
    left join admitted on admitted.graduate_key = graduates.graduate_key
    group by graduates.graduate_key, graduates.graduates
),

states as (
    select graduate_key, 'admitted' as state, event_date as admitted_on, event_precision as precision, 1 as people
    from admitted
    union all
    select
        left_over.graduate_key,
        if(apart.graduate_key is null, 'waiting', 'apart') as state,
        null::date as admitted_on,
        null::varchar as precision,
        left_over.people
    from left_over
    left join apart on apart.graduate_key = left_over.graduate_key
    where left_over.people > 0
)

select
    graduates.class_place,
    min(graduates.class_code) as class_code,
    graduates.ended_on,
    placed.shown_code as unit_code,
    coalesce(graduates.source, 'unknown') as source,
    graduates.certified_on,
    (graduates.certified_on + interval 60 month)::date as valid_until,
    graduates.is_person,
    graduates.is_person
    and (graduates.code_hash is not null or graduates.name_birth_hash is not null) as is_recognisable,
    states.state,
    states.admitted_on,
    states.precision,
    sum(states.people)::bigint as people
from states
inner join graduates on graduates.graduate_key = states.graduate_key
left join places_on($as_of, 'as_is') as placed on placed.unit_code = graduates.unit_code
where
    ($unit is null or placed.shown_code = $unit)
    and ($source is null or coalesce(graduates.source, 'unknown') = $source)
    and ($officer is null or placed.officer_code = $officer)
group by all
order by
    graduates.ended_on, graduates.class_place, placed.shown_code, states.state, states.admitted_on,
    graduates.certified_on, source
