-- Secrets that change without a gap, and e-mail as a way; see 0007. One writer: the outlets service (feeds: proved_at, and cursors of those who read).

alter table outlets
  -- the secret before this one, and until when calls are signed with both
  add column former_secret text,
  add column former_secret_until timestamptz,
  -- way {"kind": "email", "address": …}: the address that somebody who reads its mail has confirmed
  add column confirmed_address text,
  -- sha-256 of the code that was sent to the address, hex, and until when it counts
  add column confirm_hash text unique,
  add column confirm_until timestamptz;
