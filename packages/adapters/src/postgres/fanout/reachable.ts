/** By which channels a subscriber `p` can be told. What bodies of the supply list must be supplied with has no opt-out. */
export const BY_CHANNEL = `p.email_sealed is not null and (p.supply or p.email_opted_out_at is null) as email,
  p.phone_sealed is not null and not p.by_voice and (p.supply or p.phone_opted_out_at is null) as sms, p.phone_sealed is not null and p.by_voice as voice`;

/** What else is asked about a subscriber `p` when it is decided what they are told. */
export const ASKED_OF = 'p.least_need, p.least_needs, p.supply, p.exercises, p.watchdog';

/**
 * Is a subscriber the address of a contact of the supply list? Those are told by jobs that name them: who of a body is called, and by which channel, is
 * not for a stratum to say.
 */
export const isContact = (id: string): string =>
  `exists (select from supply_contacts c where ${id} in (c.email_subscriber, c.phone_subscriber, c.voice_subscriber))`;
