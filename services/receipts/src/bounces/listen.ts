import type { Logger, Metrics } from '@loa/runtime';
import { SMTPServer } from 'smtp-server';
import { attemptAt, type BounceSettings, REPORT_RESULTS, type ReportPorts, takeReport } from './take-report.ts';

/** Reports are small; what is longer quotes the whole message, whose end is of no use here. Bytes. */
const LONGEST = 1_048_576;
const MOST_CLIENTS = 50;
const SILENCE_MS = 30_000;

export interface BounceListener {
  readonly port: number;
  stop(): Promise<void>;
}

export interface ListenOptions extends BounceSettings {
  readonly host: string;
  readonly port: number;
}

/**
 * Takes bounces by SMTP from the relay that is the mail exchanger of the bounce address. An address whose token was not made here is
 * refused at RCPT, and nothing is ever answered to a report. Rejects when it cannot listen.
 */
export async function listenForBounces(
  options: ListenOptions,
  ports: ReportPorts & { log: Logger; metrics: Metrics },
): Promise<BounceListener> {
  const { log, metrics } = ports;
  const counted = metrics.counter({
    name: 'loa_bounces_total',
    help: 'Messages to return paths, by what they said',
    labels: { result: REPORT_RESULTS },
  });
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, logger: false },
    ...{ size: LONGEST, maxClients: MOST_CLIENTS, socketTimeout: SILENCE_MS, closeTimeout: 1_000 },
    onRcptTo: ({ address }, _session, reply) =>
      reply(attemptAt(options, address) === null ? refusal(550, '5.1.1 not an address of ours') : undefined),
    onData(stream, session, reply) {
      const chunks: Buffer[] = [];
      let length = 0;
      stream.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length <= LONGEST) chunks.push(chunk);
      });
      stream.on('end', () => {
        if (stream.sizeExceeded) return reply(refusal(552, '5.3.4 too long'));
        const take = async (): Promise<void> => {
          for (const { address } of session.envelope.rcptTo)
            counted.inc({ result: await takeReport(options, ports, address, Buffer.concat(chunks)) });
        };
        take().then(
          () => reply(),
          (error: unknown) => {
            log.warn({ err: error }, 'a bounce could not be taken');
            reply(refusal(451, '4.3.0 try again'));
          },
        );
      });
    },
  });
  server.on('error', (error) => log.warn({ err: error }, 'a connection for bounces failed'));
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port, options.host, () => resolve());
  });
  const address = server.server.address();
  return {
    port: address === null || typeof address === 'string' ? 0 : address.port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const refusal = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });
