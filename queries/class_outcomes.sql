-- One row per awareness class and month in which graduates of it were admitted; one without month where none was.
-- $as_of         day up to which classes ended and admissions are counted, as known on that day
-- $basis         date that counts: 'decision' or 'ceremony'
with awareness as (
    select *, coalesce(end_date, certificate_date) as ended_on
    from class_graduates
    where class_kind = 'awareness'
),

ended as (
    select
        class_place,
        min(class_code) as class_code,
        max(ended_on) as end_date,
        date_trunc('month', max(ended_on))::date as end_month,
        sum(graduates)::bigint as graduates,
        bool_or(is_person) as has_people
    from awareness
    group by class_place
    having max(ended_on) <= $as_of::date
),

admitted as (
    select admission_key, month, unit_code, class_code
    from dated_admissions
    where
        basis = $basis
        and event_date <= $as_of::date
        and admission_type = 'new'
        and ((revoked_date is null and not annulled) or revoked_date > $as_of::date)
),

graduate_hashes as (
    select class_place, code_hash as person_hash from awareness where graduates = 1 and is_person
    union
    select class_place, name_birth_hash as person_hash from awareness where graduates = 1 and is_person
),

admission_hashes as (
    select admission_rows.admission_key, admission_rows.code_hash, admission_rows.name_birth_hash
    from admission_rows
    inner join imports on imports.import_id = admission_rows.import_id
    where not imports.undone
),

by_person as (
    select graduate_hashes.class_place, admission_hashes.admission_key
    from graduate_hashes
    inner join admission_hashes on admission_hashes.code_hash = graduate_hashes.person_hash
    union
    select graduate_hashes.class_place, admission_hashes.admission_key
    from graduate_hashes
    inner join admission_hashes on admission_hashes.name_birth_hash = graduate_hashes.person_hash
),

-- Of a class known by number the roster names the class; where some units gave names, those of the other units.
by_class as (
    select ended.class_place, admitted.admission_key
    from ended
    inner join admitted on lower(trim(admitted.class_code)) = lower(trim(ended.class_code))
    where
        not ended.has_people
        or exists (
            select 1 from awareness
            where
                awareness.class_place = ended.class_place
                and awareness.unit_code = admitted.unit_code
                and not awareness.is_person
        )
),

links as (
    select class_place, admission_key, 1 as surest from by_person
    union all
    select class_place, admission_key, 2 as surest from by_class
),

-- Who has been to two classes was admitted after the last of them.
linked as (
    select links.class_place, admitted.month
    from links
    inner join ended on ended.class_place = links.class_place
    inner join admitted on admitted.admission_key = links.admission_key
    where admitted.month >= ended.end_month
    qualify row_number() over (
        partition by links.admission_key
        order by links.surest, ended.end_date desc, links.class_place
    ) = 1
),

counted as (
    select class_place, month, count(*)::bigint as admitted
    from linked
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
