import type { z } from 'zod';
import { channel as channels, type Channel, type Lane, lane as lanes } from './audience/subscriber.ts';
import { bulletin } from './bulletin/bulletin.ts';
import { submission } from './bulletin/submission.ts';
import { batchMessage, receiptMessage } from './delivery/delivery.ts';
import { assessment } from './risk/assessment.ts';
import { warning } from './warning/warning.ts';

/** A topic of the event log: its name, what its records hold, and its limits. Records are UTF-8 JSON. */
export interface Topic<S extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly schema: S;
  readonly partitions: number;
  /** Largest record, bytes: Kafka's `max.message.bytes`. */
  readonly maxMessageBytes: number;
}

const MiB = 1024 * 1024;

/** The only topic that issuers write, by its access list; keyed by event id too. Intake reads it as it reads HTTP. */
export const submissions: Topic<typeof submission> = { name: 'submissions', schema: submission, partitions: 6, maxMessageBytes: 2 * MiB };
/** Keyed by event id, so that one event's bulletins keep their order. */
export const bulletins: Topic<typeof bulletin> = { name: 'bulletins', schema: bulletin, partitions: 6, maxMessageBytes: 2 * MiB };
export const assessments: Topic<typeof assessment> = { name: 'assessments', schema: assessment, partitions: 6, maxMessageBytes: 4 * MiB };
export const warnings: Topic<typeof warning> = { name: 'warnings', schema: warning, partitions: 6, maxMessageBytes: 4 * MiB };
/** Keyed by delivery id. */
export const receipts: Topic<typeof receiptMessage> = { name: 'receipts', schema: receiptMessage, partitions: 6, maxMessageBytes: 1 * MiB };

/** `dispatch.<channel>.<lane>`, keyed by batch id. */
export function dispatch(channel: Channel, lane: Lane): Topic<typeof batchMessage> {
  return { name: `dispatch.${channel}.${lane}`, schema: batchMessage, partitions: 6, maxMessageBytes: 64 * 1024 };
}

/** Every topic, for set-up. */
export const allTopics: readonly Topic[] = [
  submissions,
  bulletins,
  assessments,
  warnings,
  receipts,
  ...channels.options.flatMap((channel) => lanes.options.map((lane) => dispatch(channel, lane))),
];
