import type { Database } from '@loa/adapters/postgres';
import type { OutgoingMessage } from '@loa/domain/ports';
import type { EventLog } from '@loa/runtime';
import type { SinkProcess } from '@loa/testing/servers';
import type { Register } from '../people.ts';
import type { RawChannel } from '../raw/raw-channel.ts';
import type { BulletinInput } from '../storm.ts';
import type { WorkingService } from './service.ts';

export type EnginesName = 'embedded' | 'real';

/** Services that a bulletin does not pass on its way to people, so they run only where a bench asks for them. */
export type AskedService = 'feeds' | 'outlets' | 'console';

/** Topics of a log, as both engines take them. */
export type LogTopics = readonly { readonly name: string; readonly partitions: number; readonly maxMessageBytes: number }[];

/** Loa running on one kind of engines, its far end, and what the raw limits need: the same engines and far end without Loa. */
export interface Installation {
  /** Engines and their versions. */
  readonly named: readonly string[];
  /** Publishes through intake; resolves with the instant of the 202. Rejects on any other answer. */
  publish(bulletin: BulletinInput): Promise<number>;
  /** The instant at which the first message since the last `clear` reached the far end. Rejects after a minute without one. */
  firstArrival(): Promise<number>;
  /** Messages at the far end since the last `clear`. */
  arrived(): Promise<number>;
  clear(): Promise<void>;
  /** Where a service answers that the bench asked for. Throws a RangeError for one that it did not. */
  url(service: AskedService): string;
  /** A statement on Loa's database. */
  query<Row extends object>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** The most memory that Loa's processes have held, each at its own time; bytes. The engines' own processes are not in it. */
  peakMemory(): number;
  /** The same of each process, by the name of its service. */
  memoryOfEach(): Readonly<Record<string, number>>;
  /** The engine of the log with nobody else on it; ends with the installation. */
  rawLog(topics: LogTopics): Promise<EventLog>;
  /** The engine of the database with empty tables; ends with the installation. */
  rawDatabase(): Promise<Database>;
  /** The way to the far end without Loa, with these messages on it. Whoever asks closes it. */
  rawChannel(name: 'email' | 'sms', messages: readonly OutgoingMessage[]): Promise<RawChannel>;
  stop(): Promise<void>;
}

/** Loa as separate processes, of which one can be killed, and the far end in a process that outlives it. */
export interface RealInstallation extends Installation {
  readonly sink: SinkProcess;
  /** Processor time that each process has taken so far, milliseconds; of the engines too, where they are processes of this machine. */
  processorTime(): Readonly<Record<string, number>>;
  /** SIGKILL of a service, and its start with the same settings. Resolves when it is ready. */
  killAndRestart(service: WorkingService): Promise<void>;
  /** Recalls an event's warning through the console, which the bench has asked for. Resolves with its answer. */
  recall(event: string): Promise<void>;
}

export interface InstallationOptions {
  readonly register: Register;
  /** Services that run as well; on embedded engines they always do. Outlets may be on loopback. */
  readonly with?: readonly AskedService[];
  /** Processes that send e-mail, one by default; real engines alone. */
  readonly senders?: number;
  /** Settings of the services beside the usual ones; real engines alone. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where processor profiles go; null for none. */
  readonly profile: string | null;
}
