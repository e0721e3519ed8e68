import {
  airingsTable,
  apiKeysTable,
  bulletinsTable,
  capMessagesTable,
  capOriginalsTable,
  capPollsTable,
  confirmationsTable,
  confirmationUrl,
  deadLettersTable,
  documentsTable,
  draftsTable,
  eventStatesTable,
  fanoutTable,
  fenceTable,
  issuersTable,
  issuingTable,
  lapsingTable,
  ledgerTable,
  optOutsTable,
  providerDeskTable,
  outletLinesTable,
  outletReadsTable,
  outletsTable,
  reachTable,
  receiptsTable,
  registryTable,
  seriesDeskTable,
  signupsTable,
  supplyDeskTable,
  sweeperTable,
  warningsTable,
  websubTable,
} from '@loa/adapters/postgres';
import { compose as classifier } from '@loa/classifier/compose';
import { type ClassifierSettings, classifierSettings } from '@loa/classifier/config';
import type { Alarm } from '@loa/console/alarm';
import { atAccountRate } from '@loa/console/at-account-rate';
import type { OidcSettings } from '@loa/console/oidc-config';
import { type Console, compose as consoleService } from '@loa/console/compose';
import { type ConsoleSettings, consoleSettings } from '@loa/console/config';
import { consoleTables } from '@loa/console/tables';
import { compose as deduplicator } from '@loa/deduplicator/compose';
import type { HoldRules } from '@loa/domain/approval';
import { deduplicatorSettings } from '@loa/deduplicator/config';
import { compose as fanout } from '@loa/fanout/compose';
import { fanoutSettings } from '@loa/fanout/config';
import { compose as feeds, type Feeds } from '@loa/feeds/compose';
import { feedsSettings } from '@loa/feeds/config';
import type { Publishing } from '@loa/feeds/publishing';
import { compose as intake } from '@loa/intake/compose';
import { intakeSettings } from '@loa/intake/config';
import type { LogKeys } from '@loa/intake/log-keys';
import { composeSubmissions } from '@loa/intake/submissions';
import { compose as outlets } from '@loa/outlets/compose';
import { type OutletsSettings, outletsSettings } from '@loa/outlets/config';
import type { CapSource } from '@loa/domain/source';
import { type SmsRegistrations, smsRegistrations } from '@loa/domain/wording';
import { feedDocuments } from '@loa/outlets/documents';
import { openCallbacks } from '@loa/outlets/open-callbacks';
import type { BuiltFiles, Check, Clock, Hooks, Lifecycle, Logger, Metrics } from '@loa/runtime';
import { compose as receipts, type ReceiptsSettings } from '@loa/receipts/compose';
import { compose as sender } from '@loa/sender/compose';
import { compose as signup } from '@loa/signup/compose';
import { signupSettings } from '@loa/signup/config';
import { compose as sweeper } from '@loa/sweeper/compose';
import { type SweeperSettings, sweeperSettings } from '@loa/sweeper/config';
import type { FastifyInstance } from 'fastify';
import { type Channels, exercisesTo } from './engines/open-channels.ts';
import type { Engines } from './engines/open-engines.ts';
import { pollingHere } from './polling.ts';
import { readFeed } from './read-feed.ts';

export interface StandalonePorts extends Engines {
  readonly channels: Channels;
  readonly alarm: Alarm | null;
  readonly oidc?: OidcSettings | null;
  readonly lifecycle: Lifecycle;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly hooks: Hooks;
  /** The screens as built; absent: none are served. */
  readonly screens?: BuiltFiles | null;
}

export interface StandaloneSettings {
  readonly publishing: Publishing;
  readonly console: Partial<ConsoleSettings>;
  readonly classifier?: Partial<ClassifierSettings>;
  /** Public keys of issuers that write into the log. */
  readonly logKeys?: LogKeys | undefined;
  /** Whom a second person is asked about; absent: nobody is. */
  readonly hold?: HoldRules;
  readonly sweeper?: Partial<SweeperSettings>;
  readonly outlets?: Partial<OutletsSettings>;
  /** CAP sources: how their messages are read, and which of them are polled. */
  readonly sources?: readonly CapSource[] | undefined;
  /** How templates of SMS stand at mobile operators; absent: every text fits. */
  readonly registrations?: SmsRegistrations | undefined;
  /** Where e-mails link to their warning's page and CAP message, and e-mails per second to each relay; absent: no links, no limits. */
  readonly mail?: {
    readonly publicUrl?: string | undefined;
    readonly perSecond?: number | undefined;
    readonly perSecond2?: number | undefined;
  };
  /** Where bounces are taken; absent: elsewhere. */
  readonly bounces?: ReceiptsSettings['bounces'];
  /** SMS per second of the provider's account; absent: no limit. */
  readonly smsPerSecond?: number | undefined;
  /** Calls per second of the provider's account; absent: one. */
  readonly callsPerSecond?: number | undefined;
  /** Where recorded texts of calls are; absent: they are spoken. */
  readonly recording?: string | undefined;
  /** Signs the links by which receivers confirm; absent: messages carry none. */
  readonly confirmSecret?: string | undefined;
  /** Of the links by which e-mail is left; absent: nobody signs up here. */
  readonly unsubscribeSecret?: string | undefined;
  /** Twilio's token and the secret of its callback URLs, where SMS goes by Twilio. */
  readonly twilio?: { readonly authTokens: readonly string[]; readonly publicUrl: string; readonly receiptSecret: string } | undefined;
}

export interface Standalone {
  readonly checks: Readonly<Record<string, Check>>;
  readonly console: Console;
  readonly feeds: Feeds;
  addRoutes(http: FastifyInstance): void;
  /** Starts every worker; the console's watchdog is started by itself. */
  start(): Promise<void>;
}

/** Every issuer may tell citizens at once. */
const TRUSTING: HoldRules = { trusted: 'all', citizensLimit: null };

/** Every service in one process, each with the ports it would have alone. */
export function compose(settings: StandaloneSettings, ports: StandalonePorts): Standalone {
  const { db, channels, eventLog, rateLimiter } = ports;
  const base = { eventLog, log: ports.log, metrics: ports.metrics, clock: ports.clock, hooks: ports.hooks, lifecycle: ports.lifecycle };
  const bulletins = bulletinsTable(db);
  const events = eventStatesTable(db);
  const deadLetters = deadLettersTable(db);
  const apiKeys = apiKeysTable(db);
  const supply = supplyDeskTable(db);
  const confirmations = confirmationsTable(db);
  const registry = optOutsTable(db);
  const sending = {
    ...{ ...base, ledger: ledgerTable(db, ports.addresses), events, fence: fenceTable(db), registry, deadLetters, rateLimiter },
    providerDesk: providerDeskTable(db),
  };
  const { mail = {} } = settings;
  const byEmail = { name: 'email', account: 'email', channel: channels.email, perSecond: mail.perSecond };
  const { secondEmail } = channels;
  const others = secondEmail === null ? [] : [{ name: 'email-2', account: 'email-2', channel: secondEmail, perSecond: mail.perSecond2 }];
  const bySms = { name: 'sms', account: 'sms', channel: channels.sms, perSecond: settings.smsPerSecond };
  const byVoice = { name: 'voice', account: 'voice', channel: channels.voice, perSecond: settings.callsPerSecond ?? 1 };
  const { confirmSecret, recording, registrations = smsRegistrations() } = settings;
  const { publicUrl } = settings.publishing.alerts;
  const confirmLink =
    confirmSecret === undefined ? undefined : (deliveryId: number): string => confirmationUrl(publicUrl, confirmSecret, deliveryId);
  const email = sender(
    { publicUrl: mail.publicUrl, confirmLink },
    { ...sending, providers: [byEmail, ...others], testChannel: channels.testEmail },
  );
  const sms = sender({ confirmLink, registrations }, { ...sending, providers: [bySms], testChannel: channels.testSms });
  const voice = sender({ recording }, { ...sending, providers: [byVoice], testChannel: channels.testVoice });
  const receiving = receipts(
    { twilio: settings.twilio ?? null, confirmSecret: confirmSecret ?? null, bounces: settings.bounces },
    { ...base, receipts: receiptsTable(db), confirmations, registry, deadLetters },
  );
  const published = feeds(feedsSettings.parse({}), settings.publishing, {
    ...base,
    warnings: warningsTable(db),
    messages: capMessagesTable(db),
    airings: airingsTable(db),
    documents: documentsTable(db),
    screens: ports.screens ?? null,
    ...{ outletReads: outletReadsTable(db), rateLimiter },
  });
  const outletsSet = outletsSettings.parse({ ...settings.outlets, publicUrl });
  const pushing = outlets(outletsSet, {
    ...base,
    warnings: warningsTable(db),
    airings: airingsTable(db),
    ...{ outlets: outletsTable(db), lines: outletLinesTable(db), websub: websubTable(db) },
    callbacks: openCallbacks(outletsSet, ports.log),
    mail: channels.directEmail ?? null,
    documentOf: feedDocuments(publicUrl, readFeed(published)),
    rateLimiter,
    findKey: apiKeys.findKey,
  });
  const { unsubscribeSecret, smsPerSecond } = settings;
  const smsAccount = smsPerSecond === undefined ? null : { name: bySms.account, perSecond: smsPerSecond };
  const signingUp =
    unsubscribeSecret === undefined
      ? []
      : [
          signup(signupSettings.parse({ publicUrl, unsubscribeSecret, twilioAuthTokens: settings.twilio?.authTokens, smsAccount }), {
            ...base,
            ...{ registry: registryTable(db, ports.addresses), signups: signupsTable(db, ports.addresses) },
            channels: { email: channels.directEmail ?? null, sms: channels.directSms ?? null },
            ...{ rateLimiter, registrations, findKey: apiKeys.findKey },
          }),
        ];
  const sources = settings.sources ?? [];
  const rates = { email: mail.perSecond ?? null, sms: smsPerSecond ?? null, voice: byVoice.perSecond };
  const { allowPrivate, idleMs } = outletsSet;
  const polling = pollingHere({ sources, allowPrivate, idleMs }, { ...base, polls: capPollsTable(db), findKey: apiKeys.findKey });
  const taking = intakeSettings.parse({ provisional: settings.classifier?.provisional, sources, rates });
  const documents = documentsTable(db);
  const fromLog = composeSubmissions(taking, settings.logKeys ?? {}, {
    ...base,
    ...{ bulletins, issuers: issuersTable(db), documents, claims: ports.claims, deadLetters },
  });
  const routed = [
    intake(taking, {
      ...base,
      ...{ bulletins, events, reach: reachTable(db), supply, registrations },
      issuers: issuersTable(db),
      ...{ series: seriesDeskTable(db), drafts: draftsTable(db), documents },
      originals: capOriginalsTable(db),
      apiKeys: { findKey: polling.findKey },
      claims: ports.claims,
    }),
    polling,
    published,
    pushing,
    receiving,
    ...signingUp,
  ];
  const { directSms = null } = channels;
  const rated = { limiter: rateLimiter, log: ports.log, now: () => ports.clock.now() };
  const dutySms = directSms === null || smsAccount === null ? directSms : atAccountRate(directSms, { ...rated, account: smsAccount });
  const desk = consoleService(consoleSettings.parse(settings.console), {
    ...base,
    ...consoleTables(db, ports.addresses),
    dutyWays: { email: channels.directEmail ?? null, sms: dutySms, voice: channels.directVoice ?? null },
    findKey: apiKeys.findKey,
    ...{ alarm: ports.alarm, oidc: ports.oidc ?? null },
    screens: ports.screens ?? null,
  });
  // From the end of the way to its beginning, so that what starts to flow finds somebody there.
  const workers = [
    pushing,
    receiving,
    email,
    sms,
    voice,
    sweeper(sweeperSettings.parse(settings.sweeper ?? {}), { ...base, sweeper: sweeperTable(db), bulletins, supply }),
    fanout(fanoutSettings.parse({ exercisesTo: exercisesTo(channels) }), {
      ...base,
      fanout: fanoutTable(db),
      reach: reachTable(db),
      deadLetters,
      supply,
    }),
    deduplicator(deduplicatorSettings.parse({}), settings.hold ?? TRUSTING, {
      ...base,
      issuing: issuingTable(db),
      lapsing: lapsingTable(db),
      deadLetters,
    }),
    classifier(classifierSettings.parse(settings.classifier ?? {}), { ...base, bulletins, events, deadLetters }),
    polling,
    fromLog,
    ...signingUp,
  ];
  return {
    checks: { ...email.checks, ...sms.checks, ...voice.checks, ...desk.checks },
    console: desk,
    feeds: published,
    addRoutes(http) {
      for (const service of [...routed, desk]) service.addRoutes(http);
    },
    async start() {
      for (const service of workers) await service.start();
    },
  };
}
