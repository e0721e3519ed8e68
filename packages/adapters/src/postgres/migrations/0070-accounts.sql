-- who logs in; written by the console alone
create table accounts (
  id text primary key,
  name text not null unique,
  roles text[] not null check (cardinality(roles) > 0 and roles <@ array['forecaster', 'approver', 'operator', 'administrator']),
  issuer_id text references issuers (id),
  -- scrypt with its costs and salt; null before an invitation was accepted
  password text,
  -- sealed; proposed until a first code has shown that it arrived
  totp_secret bytea,
  totp_proposed bytea,
  -- the last step of which a code was taken: none counts twice
  totp_step bigint,
  disabled_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  check (issuer_id is not null or not roles && array['forecaster', 'approver'])
);

create table account_invitations (
  hash text primary key,
  account_id text not null unique references accounts (id) on delete cascade,
  until timestamptz not null
);

create table account_recovery_codes (
  account_id text not null references accounts (id) on delete cascade,
  hash text not null,
  used_at timestamptz,
  primary key (account_id, hash)
);

create table sessions (
  -- sha-256 of the token, hex
  hash text primary key,
  account_id text not null references accounts (id) on delete cascade,
  stage text not null check (stage in ('password', 'full')),
  started_at timestamptz not null,
  seen_at timestamptz not null
);
create index sessions_account on sessions (account_id);

create table login_tries (
  -- a hash: of a name, known or not, of an address, or of an account whose second factor is asked
  key text primary key,
  tries int not null,
  last_at timestamptz not null,
  locked_until timestamptz
);
