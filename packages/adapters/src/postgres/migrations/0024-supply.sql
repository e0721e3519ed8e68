-- The supply list, who of it was called of which warning, and what was confirmed. No foreign key to subscribers: the registry may be emptied.

-- console
create table supply_bodies (
  id text primary key,
  name text not null,
  -- {"kind": "law" | "own", "text": …}
  basis jsonb not null,
  -- Authority of the domain: hazards × places
  duties jsonb not null,
  language text not null,
  exercises boolean not null,
  duty_channel text not null,
  stand_in_channel text,
  updated_at timestamptz not null,
  updated_by text not null,
  removed_at timestamptz
);

-- console; each address is a subscriber of its own, so that one way alone can be used
create table supply_contacts (
  body_id text not null references supply_bodies (id),
  id text not null,
  position smallint not null,
  role text not null,
  -- DutyHours of the domain
  hours jsonb not null,
  email_subscriber bigint unique,
  phone_subscriber bigint unique,
  removed_at timestamptz,
  primary key (body_id, id)
);

-- fanout and sweeper: warnings whose bodies have been called
create table supply_openings (
  warning_id text primary key references warnings (id),
  opened_at timestamptz not null
);

-- fanout and sweeper insert; sweeper closes
create table supplies (
  warning_id text not null references warnings (id),
  body_id text not null references supply_bodies (id),
  need smallint not null,
  opened_at timestamptz not null,
  operator_called_at timestamptz,
  closed_at timestamptz,
  closed_reason text,
  primary key (warning_id, body_id)
);
create index supplies_open on supplies (opened_at) where closed_at is null;

-- fanout and sweeper
create table supply_calls (
  warning_id text not null,
  body_id text not null,
  contact_id text not null,
  way text not null check (way in ('duty', 'stand-in')),
  subscriber_id bigint not null,
  reason text not null,
  called_at timestamptz not null,
  -- the fan-out job that tells this contact
  job_id bigint,
  primary key (warning_id, body_id, contact_id, way),
  foreign key (warning_id, body_id) references supplies (warning_id, body_id)
);

-- console: bodies of which somebody was called by the alarm
create table supply_alarms (
  warning_id text not null,
  body_id text not null,
  kind text not null check (kind in ('red', 'operator')),
  at timestamptz not null,
  primary key (warning_id, body_id, kind),
  foreign key (warning_id, body_id) references supplies (warning_id, body_id)
);

-- receipts (link, key) and console (operator)
create table confirmations (
  id bigint generated always as identity primary key,
  warning_id text not null references warnings (id),
  -- null: an agency, a relay or a supplied body that is not on the list
  body_id text,
  subscriber_id bigint,
  delivery_id bigint,
  how text not null check (how in ('link', 'key', 'operator')),
  confirmed_by text not null,
  at timestamptz not null,
  -- why an operator set the mark
  reason text,
  check (body_id is not null or subscriber_id is not null),
  check (how <> 'operator' or reason is not null)
);
create unique index confirmations_of_body on confirmations (warning_id, body_id) where body_id is not null;
create unique index confirmations_of_receiver on confirmations (warning_id, subscriber_id) where body_id is null;
