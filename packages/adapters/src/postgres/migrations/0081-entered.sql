-- console: an account whose holder logs in by OpenID Connect is known by what the provider calls them, never by its name
alter table accounts add column provider text, add column subject text;
create unique index accounts_entered on accounts (provider, subject);
