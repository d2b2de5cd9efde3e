-- The tables that are kept. Rows are only ever added: an import is undone by marking it, never by deleting.

-- One row: of which tables and views the database was made.
create table if not exists schema_fingerprint (
    fingerprint varchar not null
);

-- One row: by which key of hashes the rows were written. Under another key nobody would be found again.
create table if not exists key_fingerprint (
    fingerprint varchar not null
);

-- One row per import of one file, of a workbook one per sheet.
create table if not exists imports (
    import_id integer primary key,
    table_name varchar not null,
    file_name varchar not null,
    file_hash varchar not null,
    imported_at timestamp not null,
    imported_by varchar not null,
    rows_kept integer not null,
    rows_rejected integer not null,
    rows_new integer not null,
    rows_same integer not null,
    rows_changed integer not null,
    is_sample boolean not null,
    undone boolean not null default false,
    sheet varchar not null default ''
);

-- A database from before workbooks were read.
alter table imports add column if not exists sheet varchar default '';

-- One row per thing done to an import: kept, undone, redone; by whom and when.
create table if not exists import_events (
    import_id integer not null,
    event varchar not null,
    happened_at timestamp not null,
    done_by varchar not null
);

-- One row per record that was not taken: where it stands and why, never what it says. The keyed hash tells
-- whether a later import brought the same person.
create table if not exists rejected_rows (
    import_id integer not null,
    line integer not null,
    column_name varchar not null,
    reason varchar not null,
    person_hash varchar
);

-- One row per change of a setting; the newest counts.
create table if not exists setting_changes (
    name varchar not null,
    value varchar not null,
    changed_at timestamp not null,
    changed_by varchar not null
);

-- One row per scenario of a forecast as somebody kept it, in JSON; the newest counts, an empty one takes the name back.
create table if not exists scenarios (
    name varchar not null,
    content varchar not null,
    made_at timestamp not null,
    made_by varchar not null
);

-- One row per name somebody gave to a unit; the newest counts, an empty code takes the name back.
create table if not exists unit_aliases (
    alias varchar not null,
    unit_code varchar not null,
    made_at timestamp not null,
    made_by varchar not null
);

-- One row per header somebody explained; the newest counts, an empty table takes it back. `shape` is the list of
-- its folded labels, `meaning` the list of the columns of the table they name, both in JSON.
create table if not exists header_meanings (
    shape varchar not null,
    table_name varchar not null,
    meaning varchar not null,
    made_at timestamp not null,
    made_by varchar not null
);

-- One row per unit per import of the register.
create table if not exists unit_rows (
    import_id integer not null,
    line integer not null,
    unit_code varchar not null,
    unit_name varchar not null,
    aliases varchar,
    unit_type varchar,
    sector varchar,
    order_no integer,
    officer_code varchar,
    officer_label varchar,
    active_from date,
    active_to date,
    successor_code varchar
);

-- One row per unit and year per import: members at the start of the year.
create table if not exists opening_member_rows (
    import_id integer not null,
    line integer not null,
    unit_code varchar not null,
    year integer not null,
    members integer not null,
    official integer,
    probationary integer
);

-- One row per version of a target per import: a rate in percent or a number of people.
create table if not exists target_rows (
    import_id integer not null,
    line integer not null,
    scope varchar not null,
    scope_code varchar not null,
    first_year integer not null,
    last_year integer not null,
    kind varchar not null,
    value decimal(12, 4) not null,
    set_by varchar not null,
    document varchar,
    effective_from date
);

-- One row per number of admissions known without a roster, per import.
create table if not exists monthly_total_rows (
    import_id integer not null,
    line integer not null,
    year integer not null,
    month integer,
    through_month integer,
    unit_code varchar,
    source varchar,
    admitted integer not null,
    basis varchar not null
);

-- One row per admission per import. Of the person only keyed hashes; month-only dates say so in *_precision.
create table if not exists admission_rows (
    import_id integer not null,
    line integer not null,
    admission_key varchar not null,
    code_hash varchar,
    name_birth_hash varchar,
    decision_hash varchar,
    unit_code varchar not null,
    decision_date date,
    decision_precision varchar,
    ceremony_date date,
    ceremony_precision varchar,
    admission_month date,
    admission_precision varchar,
    source varchar not null,
    admission_type varchar not null,
    gender varchar,
    age_band varchar,
    occupation varchar,
    class_code varchar,
    certificate_date date,
    official_date date,
    revoked_date date,
    annulled boolean not null,
    struck_off boolean default false
);

-- A database from before it was kept who was struck off.
alter table admission_rows add column if not exists struck_off boolean default false;
-- And from before a quarter alone was a date.
alter table admission_rows add column if not exists admission_precision varchar;

-- One row per report of a unit about a period, per import: its pool and the admissions it expects.
create table if not exists pool_report_rows (
    import_id integer not null,
    line integer not null,
    unit_code varchar not null,
    report_date date not null,
    period_start date not null,
    period_end date not null,
    non_members integer,
    in_pool integer not null,
    class_done integer,
    in_verification integer,
    dossier_ready integer,
    expected integer not null,
    expected_youth integer,
    expected_union integer
);

-- One row per person of a class per import, of the person only keyed hashes; or one per unit and source with how
-- many finished it. `class_place` is by what a class is known again: its code, with the year if the code has none.
create table if not exists class_graduate_rows (
    import_id integer not null,
    line integer not null,
    graduate_key varchar not null,
    is_person boolean not null,
    code_hash varchar,
    name_birth_hash varchar,
    unit_code varchar not null,
    class_place varchar not null,
    class_code varchar not null,
    class_name varchar,
    class_kind varchar not null,
    end_date date,
    certificate_date date,
    source varchar,
    result varchar,
    graduates integer not null,
    admitted integer
);

-- One row per organization, or one below it, and period, per import: what it tells of its members.
create table if not exists source_figure_rows (
    import_id integer not null,
    line integer not null,
    source varchar not null,
    sub_org varchar not null,
    unit_code varchar,
    period_start date not null,
    period_end date not null,
    report_date date,
    members_total integer,
    eligible integer,
    introduced integer not null,
    sent_to_class integer,
    admitted integer,
    rating varchar
);

-- One row per change of units, per import: a merger, split, new name or transfer, or one that joins or leaves the block.
create table if not exists unit_change_rows (
    import_id integer not null,
    line integer not null,
    change_date date not null,
    change varchar not null,
    from_unit varchar,
    to_unit varchar,
    members_moved integer,
    document varchar
);

-- One row per unit and first day an officer follows it, per import.
create table if not exists officer_assignment_rows (
    import_id integer not null,
    line integer not null,
    unit_code varchar not null,
    officer_code varchar,
    officer_label varchar not null,
    from_date date not null,
    to_date date,
    document varchar
);

-- One row per day that matters, per import; without a year it comes every year.
create table if not exists milestone_rows (
    import_id integer not null,
    line integer not null,
    month integer not null,
    day integer not null,
    year integer,
    milestone varchar not null
);

-- One row per unit and year of a plan, per import: what it is to admit, and in which months if the file tells.
create table if not exists plan_rows (
    import_id integer not null,
    line integer not null,
    unit_code varchar not null,
    year integer not null,
    planned integer not null,
    t1 integer,
    t2 integer,
    t3 integer,
    t4 integer,
    t5 integer,
    t6 integer,
    t7 integer,
    t8 integer,
    t9 integer,
    t10 integer,
    t11 integer,
    t12 integer,
    document varchar,
    approved_on date
);

-- One row per version of a year's plan somebody kept; `method` says how it was made, in JSON.
create table if not exists plan_versions (
    version integer primary key,
    year integer not null,
    target integer not null,
    method varchar not null,
    made_at timestamp not null,
    made_by varchar not null
);

-- One row per unit and month of such a version.
create table if not exists plan_cells (
    version integer not null,
    unit_code varchar not null,
    month integer not null,
    planned integer not null
);

-- One row per thing done to a version of a plan, kept here or loaded: submitted, approved, withdrawn, restored.
create table if not exists plan_events (
    event_number integer primary key,
    version varchar not null,
    year integer not null,
    event varchar not null,
    document varchar not null,
    decided_on date,
    done_at timestamp not null,
    done_by varchar not null
);

-- The monthly cube: one row per basis, month, unit, source, type and origin; refreshed with every import.
create table if not exists monthly_cube (
    basis varchar not null,
    month date not null,
    unit_code varchar,
    source varchar not null,
    admission_type varchar not null,
    origin varchar not null,
    admissions integer not null,
    month_only integer not null,
    substituted integer not null
);

-- Where each unit stood: one row per unit and span of days in which nothing of this changed; refreshed with every import.
-- `heir` is the unit that carries it on (itself if none does), `came_on` and `left_on` when it or its heir came into
-- the block or left it.
create table if not exists unit_places (
    unit_code varchar not null,
    known_from date not null,
    known_to date not null,
    heir varchar not null,
    officer_code varchar,
    officer_label varchar,
    came_on date,
    left_on date
);
