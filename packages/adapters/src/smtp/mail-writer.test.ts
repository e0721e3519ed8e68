import { generateKeyPairSync } from 'node:crypto';
import type { OutgoingMessage } from '@loa/domain/ports';
import { subscriberOfToken } from '@loa/runtime';
import { simpleParser } from 'mailparser';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesOf, mailWriter, type MailWriterOptions } from './mail-writer.ts';

const AT = new Date('2025-11-06T01:00:00Z');
const content = {
  subject: 'Bão số 0: ở Quy Nhơn',
  text: 'Gió cấp 12.\r\n.một dòng\r\n',
  html: '<p>Gió cấp 12</p>\n<p>  hai   khoảng trắng </p>',
};
const message = (more: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  ...{ deliveryId: 7, attempt: 1, to: 'p7@example.com', warningId: 'actual-1', status: 'Actual', level: 3, language: 'vi', content },
  ...{ lane: 'urgent', person: { unsubscribes: 42, follows: null } },
  ...{ issuedAt: '2025-11-06T00:00:00.000Z', expiresAt: '2025-11-07T00:00:00.000Z' },
  ...more,
});
const unsubscribe = { publicUrl: 'https://loa.example', secret: 'secret of links' };

async function headersOf(of: OutgoingMessage, options: Partial<MailWriterOptions> = {}) {
  const raw = bytesOf((await mailWriter({ from: 'Loa <canh-bao@loa.example>', unsubscribe, ...options }).personal(of, AT))());
  return { raw, headers: (await simpleParser(raw)).headers, text: raw.toString('utf8').replace(/\r\n[ \t]+/g, ' ') };
}

test('an unsubscribe link names the subscriber by a token and works by one click, with nobody’s address in it', async () => {
  const { text } = await headersOf(message());
  const [, token = ''] = /^List-Unsubscribe: <https:\/\/loa\.example\/unsubscribe\/([^>]+)>\r$/m.exec(text) ?? [];
  expect(subscriberOfToken('secret of links', token)).toBe(42);
  expect(text).toContain('\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n');
  expect(token).not.toContain('example.com');
});

test('mails that are like one another but for words read as if each were written by itself', async () => {
  const other = {
    subject: 'Bão NAME',
    text: `${content.text}Nơi: NAME\r\nXác nhận: LINK\r\n`,
    html: '<p>NAME</p><a href="LINK">LINK</a>\n',
  };
  const writer = mailWriter({ from: 'Loa <canh-bao@loa.example>' });
  for (const [name, link] of [
    ['Quy Nhơn & Tây Sơn', 'https://loa.example/c/1.a'],
    ['Huế', 'https://loa.example/c/2b.c'],
  ] as const) {
    const put = (text: string, as: string): string => text.replaceAll('NAME', as).replaceAll('LINK', link);
    const html = name.replace('&', '&amp;');
    const alone = { subject: put(other.subject, name), text: put(other.text, name), html: put(other.html, html) };
    const words = [
      { word: 'NAME', text: name, html },
      { word: 'LINK', text: link, html: link },
    ];
    const [by, itself] = await Promise.all(
      [{ ...alone, like: { other, words } }, alone].map(async (one) =>
        simpleParser(bytesOf((await writer.personal(message({ content: one }), AT))())),
      ),
    );
    expect([by?.subject, by?.text, by?.html]).toEqual([itself?.subject, itself?.text, itself?.html]);
    expect(by?.text).toContain(name);
  }
});

test('a body that must be supplied has no unsubscribe link; what a group may leave is left at a page, without one click', async () => {
  expect((await headersOf(message({ person: { unsubscribes: null, follows: null } }))).text).not.toContain('List-Unsubscribe');
  const grouped = await mailWriter({ from: 'loa@loa.example', unsubscribe }).grouped({ ...message(), recipients: [message()] }, AT);
  expect(bytesOf(grouped()).toString('utf8')).not.toContain('List-Unsubscribe');
  const left = await mailWriter({ from: 'loa@loa.example', unsubscribe }).grouped(
    { ...message(), recipients: [message()], leavable: true },
    AT,
  );
  expect(bytesOf(left()).toString('utf8')).toContain('\r\nList-Unsubscribe: <https://loa.example/subscriptions/own>\r\n');
  expect(bytesOf(left()).toString('utf8')).not.toContain('List-Unsubscribe-Post');
});

test('a later warning follows the earlier one that this person was told; the first follows none', async () => {
  const { text } = await headersOf(message({ person: { unsubscribes: 42, follows: 3 } }));
  expect(text).toContain('\r\nIn-Reply-To: <d.3@loa.example>\r\nReferences: <d.3@loa.example>\r\n');
  expect((await headersOf(message())).text).not.toContain('References');
});

test.each([
  ['flash', 'high', '1 (Highest)'],
  ['urgent', 'high', '2 (High)'],
  ['routine', undefined, undefined],
] as const)('the importance of the lane %s', async (lane, importance, priority) => {
  const { text } = await headersOf(message({ lane }));
  expect([/^Importance: (\S+)/m.exec(text)?.[1], /^X-Priority: (.+)\r/m.exec(text)?.[1]]).toEqual([importance, priority]);
});

test('the words are built into a message once, whoever reads them', async () => {
  let read = 0;
  const counted = {
    ...{ subject: content.subject, text: content.text },
    get html() {
      read += 1;
      return content.html;
    },
  };
  const writer = mailWriter({ from: 'loa@loa.example', unsubscribe });
  const write = async (deliveryId: number) => (await writer.personal(message({ deliveryId, content: counted }), AT))().octets;
  const first = await write(1);
  const before = read;
  expect(new Set([first, await write(2), await write(3)]).size).toBe(3);
  expect(read).toBe(before);
});

describe('DKIM', () => {
  let keys: { publicKey: string; privateKey: string };
  beforeAll(() => {
    keys = generateKeyPairSync('rsa', {
      modulusLength: 2_048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
  });
  const verified = async (raw: Buffer): Promise<string | undefined> => {
    const record = `v=DKIM1; k=rsa; p=${keys.publicKey.replace(/-----[^-]+-----|\s/g, '')}`;
    const { results } = await dkimVerify(raw, { resolver: () => Promise.resolve([[record]]), curTime: AT });
    return results[0]?.status.result;
  };
  const signed = () => headersOf(message(), { dkim: { domain: 'loa.example', selector: 's1', key: keys.privateKey } });

  test('a message is signed so that another implementation finds it good, both unsubscribe headers included', async () => {
    const { raw, text } = await signed();
    expect(await verified(raw)).toBe('pass');
    const [, covered = ''] = /^DKIM-Signature:.* h=([^;]+);/m.exec(text) ?? [];
    const names = covered.split(':').map((name) => name.trim());
    // Once for what is there and once so that none can be added (RFC 8058, 4; RFC 6376, 8.15).
    for (const name of ['List-Unsubscribe', 'List-Unsubscribe-Post', 'From']) expect(names.filter((one) => one === name)).toHaveLength(2);
    expect(names).toContain('Auto-Submitted');
  });

  test.each([
    ['a word of the body', (text: string) => text.replace(/(Content-Transfer-Encoding: \S+\r\n\r\n)/, '$1x')],
    ['the unsubscribe link', (text: string) => text.replace('/unsubscribe/', '/elsewhere/')],
    ['a second From', (text: string) => `From: <somebody@else.example>\r\n${text}`],
  ])('whoever changes %s breaks the signature', async (_, change) => {
    const { raw } = await signed();
    const changed = change(raw.toString('utf8'));
    expect(changed).not.toBe(raw.toString('utf8'));
    expect(await verified(Buffer.from(changed, 'utf8'))).not.toBe('pass');
  });

  test('a key that is too short is refused by name', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1_024 });
    const key = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    expect(() => mailWriter({ from: 'loa@loa.example', dkim: { domain: 'd', selector: 's', key } })).toThrow('2048 bits or more');
  });
});
