-- What people agreed to; one row serves everybody who came by the same list. registry
create table consents (
  id bigint generated always as identity primary key,
  given_at timestamptz not null,
  how text not null,
  -- version of the wording
  wording text not null,
  source text not null,
  unique (given_at, how, wording, source)
);

-- No foreign key: a consent is never deleted, and a look at it for each of a million rows is what an import can least afford.
alter table subscribers
  add column least_needs jsonb,
  add column unaccented_sms boolean not null default false,
  add column consent_id bigint,
  -- beside opted_out_at, which is of every channel
  add column email_opted_out_at timestamptz,
  add column phone_opted_out_at timestamptz;

-- registry: every opt-out that was asked for, whether or not the person came back since
create table opt_outs (
  id bigint generated always as identity primary key,
  subscriber_id bigint not null,
  -- null: of every channel
  channel text,
  how text not null,
  at timestamptz not null
);
create index opt_outs_of on opt_outs (subscriber_id);

-- A place ends when its time has come, whether or not anybody looks: the end stands in both indexes, so that neither needs the row.
alter table subscriber_units add column ends_at timestamptz not null default 'infinity';
alter table subscriber_units drop constraint subscriber_units_pkey, add primary key (subscriber_id, unit) include (ends_at);
drop index subscriber_units_by_unit;
create index subscriber_units_by_unit on subscriber_units (unit, subscriber_id) include (ends_at);

-- registry: points about which people asked to be told; the commune that each became is one of the person's units
create table subscriber_points (
  id bigint generated always as identity primary key,
  subscriber_id bigint not null references subscribers (id) on delete cascade,
  lat double precision not null,
  lon double precision not null,
  radius_m int not null,
  unit text not null,
  ends_at timestamptz not null default 'infinity'
);
create index subscriber_points_of on subscriber_points (subscriber_id);
create index subscriber_points_at on subscriber_points (lat, lon);
