import { aSubscriber } from '@loa/testing/builders';
import { until } from '@loa/testing/servers';
import type { AlarmText } from '../../../services/console/src/alarm.ts';
import { openSink, type Sink } from '../../../services/outlets/src/test-bed.ts';
import type { Captured } from '../../e2e/embedded-bed.ts';
import { type ScreensBed, screensBed } from '../screens-bed.ts';

const [QUY_NHON, TUY_HOA, HA_NOI] = ['21583', '22015', '00070'];
const AUDIENCES = ['agency', 'media', 'citizen', 'citizen', 'citizen', 'citizen'] as const;
const UNITS = [QUY_NHON, QUY_NHON, QUY_NHON, QUY_NHON, TUY_HOA, HA_NOI];
const [agency, media, lan, minh, tuyHoa, haNoi] = AUDIENCES.map((audience, n) =>
  aSubscriber({ id: n + 1, audience, units: [UNITS[n] ?? ''] }),
);

/** Who is known before the story begins: by e-mail and SMS. */
export const PEOPLE = { agency: agency!, media: media!, lan: lan!, minh: minh!, tuyHoa: tuyHoa!, haNoi: haNoi! };
export const AT_QUY_NHON = [PEOPLE.lan, PEOPLE.minh];

/** The whole installation on the morning of 6 November 2025, with an outlet's server and a duty phone at its far ends. */
export interface Installation extends ScreensBed {
  readonly station: Sink;
  /** What the duty phone was told. */
  readonly calls: readonly AlarmText[];
  /** What the far end got for an address or number since it had got so many messages. */
  gotBy(to: string, since?: number): readonly Captured[];
  /** Waits until the far end has got a message to `to` whose text fits. */
  arrives(to: string | undefined, text: RegExp, since?: number): Promise<Captured>;
}

export async function openInstallation(): Promise<Installation> {
  const calls: AlarmText[] = [];
  const station = await openSink();
  const bed = await screensBed({
    people: Object.values(PEOPLE),
    settings: {
      hold: { trusted: [], citizensLimit: null },
      outlets: { allowPrivate: true, idleMs: 50 },
      console: { watchdogLookMs: 200 },
      ...{ confirmSecret: 'of this story', unsubscribeSecret: 'of this story' },
    },
    alarm: async (text) => void calls.push(text),
  });
  const gotBy: Installation['gotBy'] = (to, since = 0) => bed.farEnd.slice(since).filter((one) => one.to === to);
  return {
    ...bed,
    ...{ station, calls, gotBy },
    arrives: (to, text, since) =>
      until(
        `${String(text)} arrives at ${String(to)}`,
        30_000,
        async () => gotBy(to ?? '', since).find((one) => text.test(one.text)) ?? false,
      ),
    async stop() {
      await bed.stop();
      await station.close();
    },
  };
}
