-- A second person for what goes far: which warnings citizens wait for, what was exceeded, and who answered.

-- intake: who sent it; no account: an API key, which counts as the issuer. Both null: it came straight through the log.
alter table bulletins add column sent_by text, add column sent_account text;

-- deduplicator inserts, with the warning, trusted issuers' with their outcome; console answers and calls
create table approvals (
  warning_id text primary key references warnings (id),
  event_id text not null,
  -- since when citizens wait: the next bulletin of a series does not begin anew
  held_since timestamptz not null,
  reason text not null check (reason in ('level', 'people')),
  -- Exceeded[] and Extent of the domain
  exceeded jsonb not null,
  extent jsonb not null,
  people int,
  -- where citizens wait
  units text[] not null,
  outcome text check (outcome in ('approved', 'refused', 'alone', 'trusted')),
  answered_at timestamptz,
  answered_by text,
  answered_account text,
  answer_reason text,
  calls int not null default 0,
  called_at timestamptz,
  check ((outcome is null) = (answered_at is null)),
  check (outcome not in ('refused', 'alone') or answer_reason is not null)
);
create index approvals_event on approvals (event_id);
create index approvals_open on approvals (held_since) where outcome is null;
create index approvals_answered on approvals (answered_at) where outcome is not null;

-- fanout: jobs of citizens who wait are not open before an answer; and why what was left of a job was closed
alter table fanout_jobs
  add column waits boolean not null default false,
  add column closed_reason text check (closed_reason in ('recalled', 'cancelled', 'expired', 'refused', 'overtaken'));
