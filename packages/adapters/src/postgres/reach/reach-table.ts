import { audience, channel, hearsOfCoast, lane, language, need, type ToldRow } from '@loa/domain/audience';
import { hazard, response } from '@loa/domain/bulletin';
import { deliveryReason, deliveryState } from '@loa/domain/delivery';
import { coastOf } from '@loa/domain/place';
import type { AlikePeople, Reach, ReachQuestion } from '@loa/domain/ports';
import { z } from 'zod';
import type { Sql } from '../sql.ts';
import { CLASSES_OF_WORD, CONTACTS, EVENT_KNOWN, NO_LISTENER, TOLD_BEFORE, UNTOLD, WAITING } from './statements.ts';

const kind = {
  audience,
  language,
  email: z.boolean(),
  sms: z.boolean(),
  voice: z.boolean(),
  least_need: need,
  least_needs: z.partialRecord(hazard, need).nullable(),
  supply: z.boolean(),
  exercises: z.boolean(),
  watchdog: z.boolean(),
  count: z.int(),
};
const untoldRow = z.object({ ...kind, classes: z.string() });
const said = z.string().nullable();
const toldBeforeRow = z.object({ ...kind, units: z.string(), told_email: said, told_sms: said, told_voice: said });
const waitingRow = z.object({ channel, lane, count: z.int() });

type Kind = Omit<z.output<typeof untoldRow>, 'classes'>;

/** What a preview reads of registry and ledger; see the port. */
export function reachTable(db: Sql): Reach {
  return {
    async alike(question) {
      const { eventId, hazardGroup, status, contacts, now } = question;
      const asked = question.classes.flatMap((units, at) => units.map((unit) => ({ unit, at })));
      const [units, classes] = [asked.map(({ unit }) => unit), asked.map(({ at }) => at)];
      const event = [eventId, hazardGroup, status];
      const [row] = await db.query<{ known: boolean }>(EVENT_KNOWN, event);
      const known = row?.known === true;
      const words = Math.max(1, Math.ceil(question.classes.length / CLASSES_OF_WORD));
      const untold = z.array(untoldRow).parse(await db.query(UNTOLD(known, words), [units, now, ...(known ? event : []), classes]));
      const before = known ? await db.query(TOLD_BEFORE, [units, now, ...event]) : [];
      const called = contacts.length === 0 ? [] : await db.query(CONTACTS, [units, now, ...event, contacts]);
      const told = z.array(toldBeforeRow).parse([...before, ...called]);
      return [...untold.map((one) => standingFor(one, question)), ...told.map((one) => whoKnow(one, question))];
    },
    async noListener(units, now) {
      const asked = units.flatMap((unit, nth) => [
        { nth, unit, coast: false },
        ...coastOf(unit).map((commune) => ({ nth, unit: commune, coast: true })),
      ]);
      const column = <K extends keyof (typeof asked)[number]>(key: K) => asked.map((one) => one[key]);
      const parameters = [column('nth'), column('unit'), column('coast'), now, audience.options.filter(hearsOfCoast)];
      const rows = await db.query<{ nth: number }>(NO_LISTENER, parameters);
      return rows.flatMap(({ nth }) => units[nth] ?? []);
    },
    async waiting() {
      return z.array(waitingRow).parse(await db.query(WAITING));
    },
  };
}

function standingFor({ classes, ...of }: z.output<typeof untoldRow>, { classes: all }: ReachQuestion): AlikePeople {
  return { ...kindOf(of), units: numbersIn(classes).flatMap((at) => all[at]?.[0] ?? []), told: {} };
}

/** The bits of words that are set, from that of class 0 on. */
const numbersIn = (words: string): number[] =>
  words.split(' ').flatMap((word, nth) => {
    const bits = Number(word).toString(2).split('').toReversed();
    return bits.flatMap((bit, at) => (bit === '1' ? [nth * CLASSES_OF_WORD + at] : []));
  });

function whoKnow({ units, told_email, told_sms, told_voice, ...of }: z.output<typeof toldBeforeRow>, question: ReachQuestion): AlikePeople {
  const told = {
    ...(told_email !== null && { email: toldRows(told_email, question) }),
    ...(told_sms !== null && { sms: toldRows(told_sms, question) }),
    ...(told_voice !== null && { voice: toldRows(told_voice, question) }),
  };
  return { ...kindOf(of), units: units.split('\u001f'), told };
}

function kindOf({ email, sms, voice, least_need: leastNeed, least_needs, ...of }: Kind): Omit<AlikePeople, 'units' | 'told'> {
  return {
    ...of,
    leastNeed,
    leastNeeds: least_needs ?? {},
    channels: [...(email ? (['email'] as const) : []), ...(sms ? (['sms'] as const) : []), ...(voice ? (['voice'] as const) : [])],
  };
}

function toldRows(said: string, { hazardGroup, now }: ReachQuestion): ToldRow[] {
  return said.split('\u001d').map((line, at) => {
    const [id = '', seriesId = '', state, reason, level = '', onset = '', units = '', respond, expiresAt = '', today, underWay] =
      line.split('\u001e');
    return {
      // Only told apart: nothing is superseded by a preview.
      deliveryId: at,
      warningId: id,
      warningNumber: Number(id.slice(id.lastIndexOf('-') + 1)),
      seriesId,
      state: deliveryState.parse(state),
      underWay: underWay === 'true',
      reason: deliveryReason.parse(reason),
      level: level === '' ? null : Number(level),
      onset,
      units: units === '' ? [] : units.split('\u001f'),
      response: response.parse(respond),
      expiresAt,
      hazardGroup,
      queuedAt: today === 'true' ? now : new Date(0).toISOString(),
    };
  });
}
