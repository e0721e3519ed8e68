-- fanout and sweeper insert: 2 supply list, 1 relays, agencies and media, 0 citizens; a sender takes the higher one of its lane first, whichever warnings they are of
alter table batches add column precedence smallint not null default 0;
-- Few at any time: what is open and not of citizens.
create index batches_of_precedence on batches (channel, lane, precedence) where precedence > 0 and done_at is null;
