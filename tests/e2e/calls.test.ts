import { supplyBodiesTable } from '@loa/adapters/postgres';
import { twilioChannel, twilioVoice } from '@loa/adapters/twilio';
import { type SupplyBody, supplyBody } from '@loa/domain/supply';
import { testAddresses } from '@loa/testing/addresses';
import { aSubscriber } from '@loa/testing/builders';
import { startTwilioStub, type StubCall, type TwilioStub, twilioSignature, until } from '@loa/testing/servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aStorm, inProvince } from './bulletins.ts';
import { type EmbeddedBed, embeddedBed } from './embedded-bed.ts';

const PUBLIC = 'https://loa.example';
const [FIRST, SECOND] = ['+999100000001', '+999100000002'];
/** A number of each operator: the stub reaches nobody. */
const [VIETTEL, VINAPHONE] = ['+84981234567', '+84912345678'];
const body: SupplyBody = supplyBody.parse({
  ...{ id: 'binh-dinh', name: 'Ban chỉ huy', basis: { kind: 'own', text: 'quy chế' }, dutyChannel: 'voice', exercises: true },
  duties: { hazards: 'all', provinces: ['52'], seaAreas: [] },
  contacts: [
    { id: 'duty', role: 'Trực ban', phone: FIRST },
    { id: 'head', role: 'Trưởng phòng', phone: SECOND },
  ],
});

let stub: TwilioStub;
let bed: EmbeddedBed;
beforeAll(async () => {
  stub = await startTwilioStub({ callbacks: null });
  const { accountSid, authToken, url: baseUrl } = stub;
  const secrets = { publicUrl: PUBLIC, receiptSecret: 'secret' };
  bed = await embeddedBed({
    people: [VIETTEL, VINAPHONE].map((phone, at) => aSubscriber({ id: at + 1, units: ['21583'], email: undefined, phone })),
    sms: twilioChannel({ accountSid, authToken, baseUrl, from: 'LOA', sink: true, now: () => new Date(), ...secrets }),
    voice: twilioVoice({ accountSid, authToken, baseUrl, from: '+999000000000', ...secrets }),
    settings: { callsPerSecond: 100, twilio: { authTokens: [authToken], ...secrets } },
  });
  await supplyBodiesTable(bed.db, testAddresses).put(body, 'night shift', new Date().toISOString());
});
afterAll(async () => {
  await bed.stop();
  await stub.stop();
});

const callTo = (number: string, nth = 0): Promise<StubCall> =>
  until(`call ${nth + 1} of ${number}`, 30_000, async () => stub.calls().filter((one) => one.to === number)[nth] ?? false);

/** What Twilio does with an address that it was given. */
async function twilioPosts(address: string, fields: Record<string, string>): Promise<{ status: number; text: string }> {
  const { pathname, search } = new URL(address);
  const headers = { 'x-twilio-signature': twilioSignature(stub.authToken, address, fields) };
  const answer = await fetch(bed.url + pathname + search, { method: 'POST', headers, body: new URLSearchParams(fields) });
  return { status: answer.status, text: await answer.text() };
}
const keyOf = ({ twiml }: StubCall): string => /action="([^"]+)"/.exec(twiml)?.[1]?.replaceAll('&amp;', '&') ?? '';
const supplies = () => bed.db.query('select closed_reason as closed from supplies order by warning_id');

test('a body whose duty channel is voice is called; where nobody answers the next contact is, and the key 1 confirms', async () => {
  const id = await bed.send(aStorm('calls', 1, [inProvince('Bình Định', 3)]));
  const first = await callTo(FIRST);
  expect(first.twiml).toMatch(
    /^<Response><Gather input="dtmf".*<Say language="vi-VN">DIỄN TẬP\. Đây là cuộc gọi tự động cảnh báo thiên tai\. .*/,
  );
  expect(first.twiml).toContain('<Say language="vi-VN">Bấm phím một để xác nhận đã nhận được tin.</Say>');
  expect(stub.calls().filter((one) => one.to === SECOND)).toEqual([]);
  expect(await twilioPosts(first.statusCallback ?? '', { CallSid: first.sid, CallStatus: 'no-answer' })).toMatchObject({ status: 204 });

  const second = await callTo(SECOND);
  expect((await twilioPosts(keyOf(second), { Digits: '5' })).text).toContain('Chưa xác nhận');
  expect((await twilioPosts(keyOf(second), { Digits: '1' })).text).toContain('Đã xác nhận');
  await twilioPosts(second.statusCallback ?? '', { CallSid: second.sid, CallStatus: 'completed' });
  await until('the body is done with', 30_000, async () => (await supplies())[0]?.['closed'] === 'confirmed');
  await bed.settled(id);
  const rows = await bed.db.query(
    `select s.phone_hash is not null as sealed, d.channel, d.state, d.state_reason as reason, f.how
     from deliveries d join subscribers s on s.id = d.subscriber_id left join confirmations f on f.delivery_id = d.id
     where d.channel = 'voice' order by d.id`,
  );
  expect(rows).toEqual([
    { sealed: true, channel: 'voice', state: 'undelivered', reason: 'twilio-call-no-answer', how: null },
    { sealed: true, channel: 'voice', state: 'delivered', reason: null, how: 'key' },
  ]);
  expect([stub.calls().length, bed.farEnd.filter((one) => one.to === FIRST || one.to === SECOND)]).toEqual([2, []]);
});

test('an SMS that an operator refuses stands with its reason in the coverage of that operator alone', async () => {
  stub.behave([{ to: VIETTEL, answer: { status: 400, code: 30_007, text: 'Message filtered' } }]);
  const { warning } = await bed.settled(await bed.send(aStorm('refused', 1, [inProvince('Bình Định', 3)], { status: 'Actual' })));
  const { body: coverage } = await bed.look(`/api/warnings/${warning?.id ?? ''}/coverage`, bed.keys.operator);
  const ofSms = (coverage['operators'] as Record<string, unknown>[]).filter((one) => one['channel'] === 'sms');
  expect(ofSms).toMatchObject([
    { code: '52', operator: 'viettel', tried: 1, accepted: 0, failed: { 'twilio-30007': 1 } },
    { code: '52', operator: 'vinaphone', tried: 1, accepted: 1, failed: {} },
  ]);
});

test('a call that was placed and not answered for is found at the provider, and not placed again', async () => {
  const before = stub.calls().length;
  stub.behave([{ to: FIRST, answer: 'accept-then-die', times: 1 }]);
  const id = await bed.send(aStorm('in-doubt', 1, [inProvince('Bình Định', 3)]));
  const { warning } = await bed.decided(id);
  const row = () =>
    bed.db.query<{ state: string; sid: string | null }>(
      "select state, provider_id as sid from deliveries where warning_id = $1 and channel = 'voice' and settled_at is not null",
      [warning?.id],
    );
  const [found] = await until('the call is found', 60_000, async () => ((rows) => rows.length > 0 && rows)(await row()));
  expect(found).toEqual({ state: 'accepted', sid: stub.calls()[before]?.sid });
  expect(stub.calls()).toHaveLength(before + 1);
});
