import { Worker } from 'bullmq';
import { once } from 'node:events';
import { createTransport } from 'nodemailer';
import { z } from 'zod';

/*
 * A worker as a team would write it: a queue, a pool of connections, an e-mail to each job. Over IPC it is told what to work with and says when
 * it works. It ends when it is disconnected.
 */
const order = z.object({
  queue: z.string(),
  redisUrl: z.string(),
  smtpUrl: z.url(),
  from: z.string(),
  connections: z.int(),
  concurrency: z.int(),
  stalledMs: z.number(),
});
const mail = z.object({ to: z.string(), subject: z.string(), text: z.string(), html: z.string() });

process.once('disconnect', () => process.exit(0));
const [message] = await once(process, 'message');
const { queue, redisUrl, smtpUrl, from, connections, concurrency, stalledMs } = order.parse(message);
const { hostname: host, port } = new URL(smtpUrl);
const transport = createTransport({ host, port: Number(port), pool: true, maxConnections: connections });
const worker = new Worker(queue, async (job) => void (await transport.sendMail({ from, ...mail.parse(job.data) })), {
  connection: { url: redisUrl, maxRetriesPerRequest: null },
  concurrency,
  lockDuration: stalledMs,
  stalledInterval: stalledMs,
});
worker.on('error', (error) => process.stderr.write(`${error.message}\n`));
await worker.waitUntilReady();
process.send?.('ready');
