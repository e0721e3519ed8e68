import { testAddresses } from '@loa/testing/addresses';
import { ledgerTable } from '../ledger/index.ts';
import { migrate } from '../migrate.ts';
import { openPglite } from '../open-pglite.ts';
import { registryTable } from '../registry/index.ts';
import type { Database } from '../sql.ts';
import { sweeperTable } from '../sweeper/index.ts';
import { fanoutTable } from './fanout-table.ts';
import { strata, type Stratum, tellPerson } from '@loa/domain/audience';
import { hazardGroup } from '@loa/domain/bulletin';
import type { LeaseResult, SettleResult, SliceResult, SubscriberInput } from '@loa/domain/ports';
import type { Warning } from '@loa/domain/warning';
import { aWarning } from '@loa/testing/builders';

/** When everything happens, unless a test says otherwise. */
export const NOW = '2025-11-06T01:00:00.000Z';
export const PROVINCES = { A: ['21583', '21589', '21592'], B: ['22015', '22018'], C: ['00004'] } as const;
const UNITS = Object.values(PROVINCES).flat();

type Entry = Warning['entries'][number];

/** A storm warning of one event, `Actual`, of 20 hours. */
export function stormWarning(number: number, entries: Partial<Entry>[], overrides: Parameters<typeof aWarning>[0] = {}): Warning {
  const base = { verdict: null, onset: '2025-11-06T13:00:00.000Z', expiresAt: '2025-11-06T23:00:00.000Z', response: 'Prepare' } as const;
  const full = entries.map(
    (entry) => ({ units: ['21583'], change: 'new', level: 3, previousLevel: null, source: 'announced', ...base, ...entry }) as Entry,
  );
  return aWarning({ number, status: 'Actual', entries: full, issuedAt: NOW, ...overrides });
}

/** People by a fixed rule: every third has both channels, some two places, some opted out, some bodies. */
export function people(count: number): SubscriberInput[] {
  return Array.from({ length: count }, (_, at) => {
    const id = at + 1;
    const units = id % 7 === 0 ? [UNITS[id % 6]!, UNITS[(id + 3) % 6]!] : [UNITS[id % 6]!];
    const audience = id % 20 === 0 ? 'agency' : id % 33 === 0 ? 'media' : id % 50 === 1 ? 'relay' : 'citizen';
    return {
      id,
      audience,
      language: id % 10 === 0 ? 'en' : 'vi',
      ...(id % 3 !== 1 && { email: `person-${String(id)}@example.com` }),
      ...(id % 3 !== 2 && { phone: `+999${String(id).padStart(9, '0')}` }),
      units: [...new Set(units)],
      supply: id % 40 === 0,
      leastNeed: id % 11 === 0 ? 4 : 1,
    } as SubscriberInput;
  });
}

export type Bed = ReturnType<typeof bedOn>;

/** An embedded database with Loa's tables. */
export async function embedded(): Promise<Database> {
  const db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
  return db;
}

/** A bed on `db`, emptied, with `registry` in it. */
export async function openBed(registry: readonly SubscriberInput[], db: Database): Promise<Bed> {
  await db.script(
    'truncate warnings, events, fanout_jobs, batches, deliveries, overtaken, subscribers, subscriber_units, arrivals restart identity cascade',
  );
  await registryTable(db, testAddresses).insertMany(registry);
  return bedOn(db);
}

/** Fan-out with real decisions, and a sender that never touches a wire. */
export function bedOn(db: Database) {
  const fanout = fanoutTable(db);
  const ledger = ledgerTable(db, testAddresses);
  const bed = {
    db,
    fanout,
    ledger,
    sweeper: sweeperTable(db),
    async issue(warning: Warning, layers?: Stratum[]): Promise<Warning> {
      await insertWarning(db, warning);
      await fanout.enqueue(warning, layers ?? strata(warning, NOW), NOW);
      return warning;
    },
    /** What the deduplicator keeps of the event: the series has in force what it says here, at level 3 and at level 5, and nothing else. */
    async inForce(units: readonly string[], raised: readonly string[] = []): Promise<void> {
      const { eventId, seriesId, hazard, expiresAt } = stormWarning(1, [{}]);
      const rows = [...units.map((unit) => [unit, 3] as const), ...raised.map((unit) => [unit, 5] as const)];
      const inForce = rows.map(([unit, level]) => ({ units: [unit], hazard, level, expiresAt }));
      const state = { series: { [`Actual:${seriesId}`]: { inForce } } };
      await db.query(
        'insert into events (id, state, updated_at) values ($1, $2, $3) on conflict (id) do update set state = excluded.state',
        [eventId, state, NOW],
      );
    },
    slice: (size = 100, now = NOW): Promise<SliceResult> => fanout.slice({ now, decide: tellPerson, people: size, batchRows: 50 }),
    async slices(count = Infinity, size = 100, now = NOW): Promise<SliceResult[]> {
      const results: SliceResult[] = [];
      while (results.length < count) {
        const result = await bed.slice(size, now);
        if (result.kind === 'idle' || result.kind === 'busy') break;
        results.push(result);
      }
      return results;
    },
    async take(id: number, owner = 'sender'): Promise<Leased | null> {
      const lease = await ledger.lease(id, owner, 60_000);
      return lease.kind === 'leased' ? lease : null;
    },
    /** Settles every row of a leased batch, as a sender with a gate does, and lets it go. `onTheWire`: past the gate already. */
    async finish(leased: Leased, { onTheWire = false, owner = 'sender' } = {}): Promise<void> {
      const [gate] = await db.query<{ stopped: boolean }>(
        'select recalled_at is not null or cancelled_by is not null as stopped from warnings where id = $1',
        [leased.warning.id],
      );
      const state = gate?.stopped === true && !onTheWire ? 'superseded' : 'accepted';
      await ledger.settle(leased.rows.map((row) => settled(row.deliveryId, state)));
      await ledger.close(leased.batch.id, owner);
    },
    /** Sends open batches in the order of their ids, at most `count` of them. */
    async send(count = Infinity): Promise<void> {
      const open = await db.query<{ id: number }>('select id from batches where done_at is null order by id');
      for (const { id } of open.slice(0, count)) {
        const batch = await bed.take(id);
        if (batch !== null) await bed.finish(batch);
      }
    },
    rows: () =>
      db.query<LedgerRow>(
        'select id, warning_id, subscriber_id, channel, lane, reason, state, batch_id, units, level from deliveries order by id',
      ),
  };
  return bed;
}

export interface LedgerRow {
  id: number;
  warning_id: string;
  subscriber_id: number;
  channel: string;
  lane: string;
  reason: string;
  state: string;
  batch_id: number | null;
  units: string[];
  level: number | null;
}

type Leased = Extract<LeaseResult, { kind: 'leased' }>;

/** What a sender says of a first attempt. */
export function settled(deliveryId: number, state: SettleResult['state'], overrides: Partial<SettleResult> = {}): SettleResult {
  return { deliveryId, state, reason: null, attempt: 1, providerId: null, sentAt: NOW, settledAt: NOW, dueAt: null, ...overrides };
}

/** The row that the deduplicator writes. */
export async function insertWarning(db: Database, warning: Warning): Promise<void> {
  await db.query(
    `insert into warnings (id, status, number, bulletin_id, series_id, event_id, hazard_group, issuer, msg_type, action, content, issued_at, onset, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb, $12, $13, $14)`,
    [warning.id, warning.status, warning.number, warning.bulletinId, warning.seriesId, warning.eventId, hazardGroup(warning.hazard), warning.issuer,
      warning.msgType, warning.action, JSON.stringify(warning), warning.issuedAt, warning.onset, warning.expiresAt],
  ); // prettier-ignore
  if (warning.action === 'cancel')
    await db.query('update warnings set cancelled_by = $1 where series_id = $2 and id <> $1 and cancelled_by is null', [
      warning.id,
      warning.seriesId,
    ]);
}

/** Who must hear of something at `units`: a plain double loop over people and places, `<id>:<channel>`. */
export function oracle(registry: readonly SubscriberInput[], units: readonly string[], need = 1): string[] {
  const owed: string[] = [];
  for (const person of registry) {
    let there = false;
    for (const place of person.units) for (const unit of units) if (place === unit) there = true;
    if (!there) continue;
    if (person.supply !== true && (person.leastNeed ?? 1) > need) continue;
    if (person.email !== undefined) owed.push(`${String(person.id)}:email`);
    if (person.phone !== undefined) owed.push(`${String(person.id)}:sms`);
  }
  return owed.sort();
}

/** Who was told, once per time: somebody told twice is listed twice. */
export function told(rows: readonly LedgerRow[], which: (row: LedgerRow) => boolean = () => true): string[] {
  return rows
    .filter((row) => row.state === 'accepted' && which(row))
    .map((row) => `${String(row.subscriber_id)}:${row.channel}`)
    .sort();
}
