import { expect, test } from 'vitest';
import { aStorm, hours, inCommune, inProvince } from './bulletins.ts';
import type { Desk } from './desk.ts';

/** An installation as bad input meets it. */
export interface BadInputBed extends Desk {
  settled(id: string): Promise<{ readonly decision: string | null }>;
}

interface Bad {
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly status: number;
  /** The end of the problem's `type`. */
  readonly code: string;
  /** Field → what was expected there, in part. */
  readonly errors?: Readonly<Record<string, string>>;
  /** What the detail says, in part. */
  readonly detail?: string;
  readonly as?: 'giaLai' | 'operator' | 'unknown' | 'nobody';
  readonly type?: string;
}

const QUY_NHON = '21583';
const good = aStorm('bad', 1, [inProvince('Bình Định', 3)]);
const sent = (more: object): string => JSON.stringify({ ...good, ...more });
const area = (more: object): string => sent({ areas: [{ ...good.areas[0], ...more }] });
const without = (field: keyof typeof good): string => JSON.stringify({ ...good, [field]: undefined });
const BODY = { status: 422, code: 'body-invalid' } as const;

/** Everything that a forecaster's program can get wrong, and the answer to it. */
const TABLE: Readonly<Record<string, Bad>> = {
  'not JSON': { body: '{"issuer":', status: 400, code: 'not-json', detail: 'expected a JSON document' },
  'nothing at all': { body: '', status: 400, code: 'not-json', detail: 'expected a JSON document' },
  'bytes that are no text': { body: new Uint8Array([0xff, 0x00, 0x7b]), status: 400, code: 'not-json', detail: 'expected a JSON document' },
  YAML: { body: 'hazard: storm', type: 'application/yaml', status: 415, code: 'media-type', detail: 'application/json' },
  'CAP without a sender': { body: '<alert/>', type: 'application/xml', status: 422, code: 'cap-no-sender', errors: { sender: 'sender' } },
  'XML that is no CAP': { body: '<storm/>', type: 'application/xml', status: 422, code: 'cap-not-cap', errors: { '': 'alert' } },
  'a list in place of a bulletin': { ...BODY, body: '[]', errors: { '': 'a bulletin: a JSON object' } },
  'an unknown hazard': { ...BODY, body: sent({ hazard: 'locusts' }), errors: { hazard: 'storm' } },
  'a field missing': { ...BODY, body: without('finishedAt'), errors: { finishedAt: 'RFC 3339' } },
  'a number as text': { ...BODY, body: sent({ sequence: '1' }), errors: { sequence: 'whole number' } },
  'a level as text': { ...BODY, body: area({ announcedLevel: '4' }), errors: { 'areas.0.announcedLevel': '1 to 5' } },
  'a wind as text': { ...BODY, body: area({ parameters: { windForce: '12' } }), errors: { 'areas.0.parameters.windForce': 'number' } },
  'a field that nobody knows': { ...BODY, body: sent({ colour: 'red' }), errors: { colour: 'no such field' } },
  'a validity that ends before it begins': {
    ...BODY,
    body: area({ window: { from: hours(12), to: hours(2) } }),
    errors: { 'areas.0.window.to': 'after' },
  },
  'a validity that is over': {
    body: area({ window: { from: hours(-12), to: hours(-2) } }),
    status: 422,
    code: 'validity-over',
    errors: { 'areas.0.window.to': 'not past' },
  },
  'a place that does not exist': {
    body: area({ places: [{ kind: 'former-province', name: 'Bình Đinhh' }] }),
    status: 422,
    code: 'place-unknown',
    errors: { 'areas.0.places.0.name': 'Bình Định' },
  },
  'a commune that does not exist': {
    body: area({ places: [{ kind: 'commune', code: '99999' }] }),
    status: 422,
    code: 'place-unknown',
    errors: { 'areas.0.places.0.code': 'known commune' },
  },
  'a body of 5 MB': { body: sent({ text: { vi: 'x'.repeat(5_000_000) } }), status: 413, code: 'body-too-large', detail: '1048576 bytes' },
  'no API key': { body: sent({}), as: 'nobody', status: 401, code: 'key-unknown' },
  'an unknown API key': { body: sent({}), as: 'unknown', status: 401, code: 'key-unknown' },
  "an operator's key": { body: sent({}), as: 'operator', status: 403, code: 'role', detail: 'forecaster' },
  "another issuer's key": { body: sent({}), as: 'giaLai', status: 403, code: 'issuer-not-yours', errors: { issuer: 'gia-lai' } },
  "a place outside the issuer's authority": {
    body: JSON.stringify({ ...aStorm('far', 1, [inProvince('Bình Định', 3), inProvince('Phú Yên', 3)]), issuer: 'gia-lai' }),
    as: 'giaLai',
    status: 403,
    code: 'place-outside-authority',
    detail: 'storm: ',
    errors: { 'areas.1.places.0': 'authority of gia-lai' },
  },
  "a hazard outside the issuer's authority": {
    body: sent({ issuer: 'gia-lai', hazard: 'tropical-depression' }),
    as: 'giaLai',
    status: 403,
    code: 'hazard-outside-authority',
    detail: 'tropical-depression',
    errors: { hazard: 'heavy-rain' },
  },
};

/** Each bad body is answered by a problem document (RFC 9457) that names the field and what was expected, and the next good one passes. */
export function badInputOverHttp(bed: () => BadInputBed): void {
  let goodOnes = 0;
  const passes = async (): Promise<string> => {
    goodOnes += 1;
    return bed().send(aStorm(`after-bad-${goodOnes}`, 1, [inCommune(QUY_NHON, 3)]));
  };

  test.each(Object.entries(TABLE))('%s', async (_, bad) => {
    const { keys, post } = bed();
    const key = { giaLai: keys.giaLai, operator: keys.operator, unknown: 'nonsense', nobody: null, nchmf: keys.nchmf }[bad.as ?? 'nchmf'];
    const { status, type, body } = await post(bad.body, key, bad.type);
    expect([status, type, body['type'], body['status']]).toEqual([
      bad.status,
      'application/problem+json; charset=utf-8',
      `urn:loa:problem:${bad.code}`,
      bad.status,
    ]);
    expect(body['title']).toEqual(expect.any(String));
    const errors = (body['errors'] ?? []) as { path: string; expected: string }[];
    expect(Object.fromEntries(errors.map((error) => [error.path, error.expected]))).toEqual(
      Object.fromEntries(Object.entries(bad.errors ?? {}).map(([path, expected]) => [path, expect.stringContaining(expected)])),
    );
    if (bad.detail !== undefined) expect(body['detail']).toContain(bad.detail);
    expect(await passes()).toBe(`nchmf.tropical-cyclone.after-bad-${goodOnes}.1`);
  });

  test('after all of it a good bulletin goes the whole way', async () => {
    expect((await bed().settled(await passes())).decision).toBe('issued');
  });
}
