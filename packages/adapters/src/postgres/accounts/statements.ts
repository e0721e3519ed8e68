const COLUMNS = `id, name, roles, issuer_id as issuer, disabled_at is not null as disabled, password is not null as "hasPassword",
  totp_secret is not null as "hasSecondFactor", duty_phone is not null as "hasDutyPhone", duty_email is not null as "hasDutyEmail", created_at as "createdAt", created_by as "createdBy"`;

export const LIST = `-- all accounts, by name
select ${COLUMNS} from accounts order by name`;

export const GET = `-- one account; $1 id
select ${COLUMNS} from accounts where id = $1`;

export const BY_NAME = `-- an account and the hash of its password; $1 name
select ${COLUMNS}, password from accounts where name = $1`;

export const CREATE = `-- an account without a password; $1 id, $2 name, $3 roles, $4 issuer or null, $5 now, $6 by whom
insert into accounts (id, name, roles, issuer_id, created_at, created_by) values ($1, $2, $3, $4, $5, $6)`;

export const ENTERED = `-- the account of somebody whom a provider vouches for; $1 provider, $2 subject
select ${COLUMNS} from accounts where provider = $1 and subject = $2`;

export const ENTER = `-- an account that its holder enters by a provider; $1 id, $2 name, $3 roles, $4 issuer or null, $5 now, $6 provider, $7 subject
insert into accounts (id, name, roles, issuer_id, created_at, created_by, provider, subject) values ($1, $2, $3, $4, $5, $6, $6, $7)`;

export const LOCK_ALL = `-- nobody else makes or changes accounts until this transaction ends
lock table accounts in share row exclusive mode`;

export const ANY = `-- whether there is an account
select 1 as known from accounts limit 1`;

export const INVITE = `-- an invitation in place of the former one; $1 hash, $2 account, $3 until
insert into account_invitations (hash, account_id, until) values ($1, $2, $3)
on conflict (account_id) do update set hash = excluded.hash, until = excluded.until`;

export const USE_INVITATION = `-- an invitation is used up; $1 hash
delete from account_invitations where hash = $1 returning account_id as "accountId", until`;

export const OTHER_ADMINISTRATOR = `-- whether somebody else administers; $1 account
select 1 as known from accounts where 'administrator' = any(roles) and disabled_at is null and id <> $1 limit 1`;

export const CHANGE = `-- other rights; $1 id, $2 roles, $3 issuer or null
update accounts set roles = $2, issuer_id = $3 where id = $1`;

export const DISABLE = `-- disabled since $2, or enabled where that is null; $1 id
update accounts set disabled_at = $2 where id = $1`;

export const SET_PASSWORD = `-- another password; $1 id, $2 hash or null
update accounts set password = $2 where id = $1`;

export const TAKE_FACTOR = `-- no second factor any more; $1 id
with codes as (delete from account_recovery_codes where account_id = $1)
update accounts set totp_secret = null, totp_proposed = null, totp_step = null where id = $1`;

export const END_SESSIONS = `-- an account is logged in nowhere any more; $1 id
delete from sessions where account_id = $1`;
