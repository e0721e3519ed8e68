-- console: where an approver is called when citizens wait for them; sealed as addresses of the registry are
alter table accounts add column duty_phone bytea, add column duty_email bytea;

-- fanout: people whom an exercise was not for, and who have no rows of it therefore
alter table fanout_jobs add column unnamed int not null default 0;
