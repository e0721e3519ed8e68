import type { BulletinWay } from '@loa/domain/ports';
import { provinces, seaAreas } from '@loa/domain/place';
import { until } from '@loa/testing/servers';
import { expect, test } from 'vitest';
import { aStorm, hours, inProvince } from './bulletins.ts';
import type { Answer } from './desk.ts';
import type { ServicesBed } from './services-bed.ts';

/** Deliveries that must wait or be under way when a recall comes. */
const IN_FLIGHT = 20_000;
/** Each far end takes this long for a message, so that the recall comes while it is at work. */
const SLOW_MS = 200;

const STATES = `
-- Rows of a warning by state. $1 warning
select state, count(*)::int as count from deliveries where warning_id = $1 group by state`;

/** A storm of level 4 over the whole country, with its seas: everybody in the registry is told. */
const everywhere = (event: string) =>
  aStorm(event, 1, [
    inProvince('Hà Nội', 4, 2, {
      places: [
        ...provinces().map(({ code }) => ({ kind: 'province' as const, code })),
        ...seaAreas().map(({ id }) => ({ kind: 'sea-area' as const, id })),
      ],
      window: { from: hours(2), to: hours(48) },
    }),
  ]);

/** What a recall promises, on an installation of separate processes with {@link IN_FLIGHT} deliveries on their way. */
export function recallInFlight(bed: () => ServicesBed): void {
  const statesOf = async (warningId: string): Promise<Record<string, number>> => {
    const rows = await bed().db.query<{ state: string; count: number }>(STATES, [warningId]);
    return Object.fromEntries(rows.map((row) => [row.state, row.count]));
  };
  const arrived = async (): Promise<number> => {
    const { smtp, twilio } = await bed().sink.count();
    return smtp + twilio;
  };
  /** When each message that is at the far end began there. */
  const beginnings = async (): Promise<number[]> => {
    const [mails, messages] = await Promise.all([bed().sink.mails(), bed().sink.messages()]);
    return [...mails, ...messages].map((one) => one.begunAt);
  };
  const warningOf = ({ warning }: BulletinWay): string => warning!.id;

  test('a recall with 20,000 in flight: nothing starts after its answer, and the answer counts what the far end has had', async () => {
    const { sink, keys, recall, send, decided, settled } = bed();
    await sink.clear();
    await sink.behave({ smtp: [{ at: 'data', answer: 'accept', delayMs: SLOW_MS }], twilio: [{ answer: 'accept', delayMs: SLOW_MS }] });
    const bulletin = await send(everywhere('recalled'));
    const warning = warningOf(await decided(bulletin));
    let states: Record<string, number> = {};
    const isInFlight = async (): Promise<boolean> => {
      states = await statesOf(warning);
      const { smtp, twilio } = await sink.count();
      return (states['queued'] ?? 0) >= IN_FLIGHT && smtp > 20 && twilio > 20;
    };
    await until('20,000 are in flight', 90_000, isInFlight, 50);

    const refused = await recall(warning, keys.giaLai);
    expect([refused.status, refused.type, refused.body['type'], refused.body['detail']]).toEqual([
      403,
      'application/problem+json; charset=utf-8',
      'urn:loa:problem:other-issuer',
      `${warning} was issued by nchmf; the caller speaks for gia-lai`,
    ]);
    const atRefusal = await arrived();
    await until('a refused recall stops nothing', 20_000, async () => (await arrived()) > atRefusal + 20, 20);

    const answer = await recall(warning, keys.nchmf);
    const answeredAt = Date.now();
    const atAnswer = await arrived();
    expect(answer.status).toBe(200);
    const { started, stopped, undecided } = answer.body as Record<string, number>;
    const perhaps = (await statesOf(warning))['unknown'] ?? 0;
    process.stdout.write(`recall in flight ${JSON.stringify({ atCall: states, answer: answer.body, perhaps, farEnd: atAnswer })}\n`);
    expect(undecided).toBe(0);
    // A message whose outcome was lost on the way counts as started: the far end may have it or not.
    expect([atAnswer >= started! - perhaps, atAnswer <= started!]).toEqual([true, true]);
    expect(stopped).toBeGreaterThanOrEqual(IN_FLIGHT);

    await settled(bulletin);
    const after = await beginnings();
    expect(after).toHaveLength(atAnswer);
    expect(after.filter((begun) => begun > answeredAt)).toEqual([]);
    const end = await statesOf(warning);
    const { recalled, ...told } = end;
    expect(Object.values(told).reduce((sum, count) => sum + count, 0)).toBe(started);
    expect(Object.keys(told).filter((state) => !['accepted', 'no-receipt-on-this-route', 'delivered', 'unknown'].includes(state))).toEqual(
      [],
    );
    const total = Object.values(end).reduce((sum, count) => sum + count, 0);
    expect([recalled, total]).toEqual([total - started!, started! + recalled!]);

    const again = await recall(warning, keys.operator);
    const { recalledAt } = answer.body;
    expect([again.status, again.body]).toEqual([200, { warning, recalledAt, started, stopped: recalled, undecided: 0 }]);
    expect(await arrived()).toBe(atAnswer);
  }, 180_000);

  test('an operator recalls any warning; a recall of what is not there, or without a key, recalls nothing', async () => {
    const { sink, keys, recall, send, decided, settled } = bed();
    await sink.clear();
    await sink.behave({ smtp: [{ at: 'data', answer: 'accept', delayMs: SLOW_MS }], twilio: [{ answer: 'accept', delayMs: SLOW_MS }] });
    const bulletin = await send(aStorm('recalled-by-operator', 1, [inProvince('Hà Nội', 4, 2)]));
    const warning = warningOf(await decided(bulletin));
    await until('the first have arrived', 30_000, async () => (await arrived()) > 0, 10);
    const statuses = async (asked: Promise<Answer>): Promise<unknown[]> => [(await asked).status, (await asked).body['type']];
    expect(await statuses(recall('exercise-99999', keys.operator))).toEqual([404, 'urn:loa:problem:warning-unknown']);
    expect(await statuses(recall(warning, 'nonsense'))).toEqual([401, 'urn:loa:problem:key-unknown']);
    const answer = await recall(warning, keys.operator);
    const atAnswer = await arrived();
    expect([answer.status, answer.body['started'], answer.body['undecided']]).toEqual([200, atAnswer, 0]);
    await settled(bulletin);
    expect(await arrived()).toBe(atAnswer);
    expect((await statesOf(warning))['recalled']).toBeGreaterThan(0);
  }, 90_000);
}
