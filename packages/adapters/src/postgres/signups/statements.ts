export const KEEP = `-- a request waits for its code; $1 id, $2 purpose, $3 channel, $4 sealed address, $5 subscriber or null, $6 wishes, $7 language,
-- $8 hash of the code, $9 until when it counts
insert into signup_requests (id, purpose, channel, address_sealed, subscriber_id, wishes, language, code_hash, until)
values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9)`;

const COLUMNS = `id, purpose, channel, address_sealed as sealed, subscriber_id as "subscriberId", wishes, language, code_hash as "codeHash",
  until, tries, done_at is not null as done`;

export const BY_ID = `-- a request, which nobody else judges until this transaction ends; $1 id
select ${COLUMNS} from signup_requests where id = $1 for update`;

export const BY_CODE = `-- the request of a code that nobody can guess; $1 its hash
select ${COLUMNS} from signup_requests where code_hash = $1 and channel = 'email' for update`;

export const COUNT_TRY = `-- one more wrong code; $1 id
update signup_requests set tries = tries + 1 where id = $1`;

export const CLOSE = `-- the request has taken effect; $1 id, $2 now
update signup_requests set done_at = $2 where id = $1 and done_at is null`;

export const ADD_TOKEN = `-- a subscriber's token; $1 its hash, $2 subscriber, $3 until when
insert into signup_tokens (hash, subscriber_id, until) values ($1, $2, $3)`;

export const FIND_TOKEN = `-- whose token it is; $1 its hash, $2 now
select subscriber_id as id from signup_tokens where hash = $1 and until > $2`;

export const DROP_TOKENS = `-- a subscriber's tokens end; $1 subscriber
delete from signup_tokens where subscriber_id = $1`;

export const PURGE = `-- erases requests and tokens that ended; $1 before
with requests as (delete from signup_requests where until < $1 returning 1), tokens as (delete from signup_tokens where until < $1 returning 1)
select (select count(*) from requests)::int + (select count(*) from tokens)::int as gone`;
