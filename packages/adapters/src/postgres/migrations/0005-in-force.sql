-- What is in force now: warnings of a status that have not run out.

create index warnings_in_force on warnings (status, expires_at);
