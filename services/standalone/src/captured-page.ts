import type { CaptureChannel, CapturedMessage } from '@loa/adapters/capture';
import type { Channel } from '@loa/domain/ports';
import { htmlText, Problem, sendPage } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import type { Channels } from './engines/open-channels.ts';

/** Messages shown, of all channels together. */
const SHOWN = 100;
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/**
 * GET /captured: what would have gone out, newest first, of the channels that keep it instead; from this machine alone, for it shows
 * addresses and codes. Warnings that a replay sends as an exercise are among them.
 */
export function capturedPage(http: FastifyInstance, channels: Channels): void {
  http.get('/captured', async (request, reply) => {
    if (!LOOPBACK.has(request.ip))
      throw new Problem({ status: 403, code: 'not-from-here', title: 'This page is shown on the machine itself alone' });
    const { email, sms, voice, directEmail, directSms, directVoice, testEmail, testSms, testVoice } = channels;
    const all = [email, sms, voice, directEmail, directSms, directVoice, testEmail, testSms, testVoice];
    const kept = all.filter(keeps).flatMap((channel) => channel.captured);
    const newest = kept.toSorted((a, b) => b.capturedAt.getTime() - a.capturedAt.getTime()).slice(0, SHOWN);
    return sendPage(reply, {
      language: 'en',
      title: 'Captured messages',
      body: newest.length === 0 ? '<p>Nothing yet.</p>' : `<ol>\n${newest.map(itemOf).join('\n')}\n</ol>`,
    });
  });
}

const keeps = (channel: Channel | undefined): channel is CaptureChannel => channel !== undefined && 'captured' in channel;

function itemOf({ to, content, capturedAt }: CapturedMessage): string {
  const text = 'subject' in content ? `${content.subject}\n\n${content.text}` : content.text;
  return `<li><p>${htmlText(capturedAt.toISOString())} to ${htmlText(to)}</p><pre>${htmlText(text)}</pre></li>`;
}
