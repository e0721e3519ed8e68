import { provisional } from '@loa/domain/risk';
import { capSource, capSourcesText } from '@loa/domain/source';
import { smsTemplatesText } from '@loa/domain/wording';
import { address, addressList, processConfig, trustedProxies } from '@loa/runtime';
import { z } from 'zod';
import { logKeysText } from './log-keys.ts';

const perSecond = z.coerce.number('expected messages per second').positive();

/** Keys of issuers that write into the log; standalone spreads it into its own. */
export const submissionsConfig = {
  /** JSON: public keys by issuer; a file of it by LOA_LOG_KEYS_FILE. */
  LOA_LOG_KEYS: logKeysText.optional(),
};

/** What the intake process reads from its environment. */
export const intakeConfig = z.object({
  ...processConfig,
  ...submissionsConfig,
  DATABASE_URL: address('postgres', 'postgresql'),
  KAFKA_BROKERS: addressList(),
  LOA_TRUSTED_PROXIES: trustedProxies(),
  /** Absent: first-look claims are a table of the database. */
  REDIS_URL: address('redis', 'rediss').optional(),
  /** As the classifier's, so that a preview says what it will say. */
  LOA_RULEBOOK_PROVISIONAL: provisional.default('on'),
  /** As the senders', so that a preview says how long sending takes; absent: not known. */
  LOA_MAIL_PER_SECOND: perSecond.optional(),
  LOA_SMS_PER_SECOND: perSecond.optional(),
  LOA_CALLS_PER_SECOND: perSecond.optional(),
  /** JSON: how messages in CAP are read, by sender; a file of it by LOA_CAP_SOURCES_FILE. */
  LOA_CAP_SOURCES: capSourcesText.optional(),
  /** JSON, as the senders': how templates of SMS stand at the mobile operators; a file of it by LOA_SMS_TEMPLATES_FILE. */
  LOA_SMS_TEMPLATES: smsTemplatesText.optional(),
});

const channelRate = z.number().positive().nullable().default(null);

/** How intake works; defaults suit every installation. Milliseconds. */
export const intakeSettings = z.object({
  /** How long a forecaster waits for the log before being told to come again. */
  appendDeadlineMs: z.int().min(1).default(2_000),
  /** How long a first look is remembered. */
  claimMs: z.int().min(1).default(3_600_000),
  /** Whether a preview counts provisional rows. */
  provisional: provisional.default('on'),
  /** Messages a second of each channel's account; null: not known. */
  rates: z.object({ email: channelRate, sms: channelRate, voice: channelRate }).default({ email: null, sms: null, voice: null }),
  /** Senders of CAP that are configured. */
  sources: z.array(capSource).default([]),
});
export type IntakeSettings = z.output<typeof intakeSettings>;

/** Largest request body, bytes. */
export const BODY_LIMIT = 1024 * 1024;
