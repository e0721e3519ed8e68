import { addressKeys } from '@loa/adapters/postgres';
import { address, addressList, mark, port, processConfig, secret, trustedProxies } from '@loa/runtime';
import { watchdogConfig } from '@loa/console/config';
import { provisional } from '@loa/domain/risk';
import { capSourcesText } from '@loa/domain/source';
import { smsTemplatesText } from '@loa/domain/wording';
import { publishingConfig } from '@loa/feeds/publishing';
import { oidcConfig } from '@loa/console/oidc-config';
import { holdConfig } from '@loa/deduplicator/config';
import { submissionsConfig } from '@loa/intake/config';
import { mailConfig, mailFaults, relay, slots } from '@loa/sender/mail-config';
import { retentionConfig, supplyConfig } from '@loa/sweeper/config';
import { z } from 'zod';

/** What standalone reads from its environment: every engine is embedded until its address is given. */
export const standaloneConfig = z
  .object({
    ...processConfig,
    ...watchdogConfig,
    ...mailConfig,
    ...publishingConfig,
    ...supplyConfig,
    ...retentionConfig,
    ...holdConfig,
    ...submissionsConfig,
    ...oidcConfig,
    LOA_PORT: port().default(8080),
    LOA_TRUSTED_PROXIES: trustedProxies(),
    /** Where the embedded database keeps its files. */
    LOA_DATA_DIR: z.string().default('./data'),
    /** `off`: rows of the rulebook whose wording is not confirmed give no level. */
    LOA_RULEBOOK_PROVISIONAL: provisional.default('on'),
    DATABASE_URL: address('postgres', 'postgresql').optional(),
    /** Absent: a key of its own, kept beside the embedded database. */
    LOA_ADDRESS_KEYS: addressKeys().optional(),
    KAFKA_BROKERS: addressList().optional(),
    REDIS_URL: address('redis', 'rediss').optional(),
    SMTP_URL: relay().optional(),
    /** Where bounces are taken by SMTP, where LOA_BOUNCE_ADDRESS is given. */
    LOA_BOUNCE_PORT: port().default(2525),
    TWILIO_FROM: z.string().optional(),
    TWILIO_MESSAGING_SERVICE_SID: z.string().optional(),
    LOA_CALLS_PER_SECOND: z.coerce.number('expected calls per second').positive().optional(),
    /** Where recorded texts of calls are, as the sender's. */
    LOA_CALL_RECORDING: z.url('expected an http address').optional(),
    LOA_TWILIO_SINK: mark(),
    /** For tests and closed networks alone: outlets may be http, and need not be on the public internet. */
    LOA_OUTLETS_ALLOW_PRIVATE: mark(),
    /** JSON: how messages in CAP are read, by sender, and which sources are polled; a file of it by LOA_CAP_SOURCES_FILE. */
    LOA_CAP_SOURCES: capSourcesText.optional(),
    /** JSON: how templates of SMS stand at the mobile operators; a file of it by LOA_SMS_TEMPLATES_FILE. */
    LOA_SMS_TEMPLATES: smsTemplatesText.optional(),
    /** Absent: one of its own, kept beside the embedded database. */
    LOA_UNSUBSCRIBE_SECRET: secret().optional(),
    LOA_SMS_PER_SECOND: z.coerce.number('expected messages per second').positive().optional(),
    LOA_SLOTS: slots(),
  })
  .superRefine((config, context) => {
    for (const [name, message] of mailFaults(config)) context.addIssue({ code: 'custom', path: [name], message });
  });
export type StandaloneConfig = z.output<typeof standaloneConfig>;
