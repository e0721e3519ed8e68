-- Who did what: rows are only added, each with the hash of the one before it, so that none can be changed or taken out unseen. Every service that
-- has something to say inserts at, done_by, account, deed, subject, reason and detail; the rest is written here, in the transaction of the deed.
create table audit (
  number bigint primary key,
  at timestamptz not null,
  done_by text not null,
  -- the account's id; null: a key, or Loa itself
  account text,
  deed text not null,
  -- what it was done to: the id of a warning, an account, a letter; never an address
  subject text,
  reason text,
  -- a JSON object, as text, since the hash is of its bytes
  detail text,
  -- sha-256, hex
  hash text not null
);
create index audit_subject on audit (subject, number) where subject is not null;

-- The end of the chain: whose row is locked until the deed is committed, so that the next one follows it.
create table audit_head (one boolean primary key default true check (one), number bigint not null, hash text not null);
insert into audit_head (number, hash) values (0, '');

-- Length and bytes of each part, so that no two rows read alike; a null is -1.
create function audit_part(part text) returns text language sql immutable as $$
  select coalesce(octet_length(convert_to(part, 'UTF8')) || ':' || part, '-1:')
$$;

create function chain_audit() returns trigger language plpgsql as $$
declare head audit_head%rowtype;
begin
  select * into head from audit_head for update;
  new.number := head.number + 1;
  new.at := date_trunc('milliseconds', new.at);
  new.hash := encode(sha256(convert_to(
    audit_part(head.hash) || audit_part(new.number::text) || audit_part(to_char(new.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ||
    audit_part(new.done_by) || audit_part(new.account) || audit_part(new.deed) || audit_part(new.subject) || audit_part(new.reason) ||
    audit_part(new.detail), 'UTF8')), 'hex');
  update audit_head set number = new.number, hash = new.hash;
  return new;
end $$;
create trigger audit_chains before insert on audit for each row execute function chain_audit();

create function refuse_change() returns trigger language plpgsql as $$ begin
  raise exception 'the audit trail is only added to';
end $$;
create trigger audit_stays before update or delete or truncate on audit for each statement execute function refuse_change();
