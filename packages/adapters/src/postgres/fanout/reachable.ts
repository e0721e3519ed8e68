/** By which channels a subscriber `p` can be told. What bodies of the supply list must be supplied with has no opt-out. */
export const BY_CHANNEL = `p.email_sealed is not null and (p.supply or p.email_opted_out_at is null) as email,
  p.phone_sealed is not null and not p.by_voice and (p.supply or p.phone_opted_out_at is null) as sms, p.phone_sealed is not null and p.by_voice as voice`;

/** What else is asked about a subscriber `p` when it is decided what they are told. */
export const ASKED_OF = 'p.least_need, p.least_needs, p.supply, p.exercises, p.watchdog';

/** Everything by which it is decided about a subscriber, but their places, as one text; of the columns of {@link BY_CHANNEL} and {@link ASKED_OF}. */
export const KIND = `concat_ws(' ', audience, language, email, sms, voice, least_need, supply, exercises, watchdog, least_needs)`;

/**
 * Is a subscriber the address of a contact of the supply list? Those are told by jobs that name them: who of a body is called, and by which channel, is
 * not for a stratum to say. In a form that is read once for all: read again for each person, the planner takes it for dear and gets everything else wrong.
 */
export const isContact = (id: string): string =>
  `${id} in (select c.subscriber from supply_contacts cross join lateral
    (values (email_subscriber), (phone_subscriber), (voice_subscriber)) as c (subscriber) where c.subscriber is not null)`;
