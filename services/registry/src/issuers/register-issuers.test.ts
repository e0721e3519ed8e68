import { issuersTable, migrate, openPglite } from '@loa/adapters/postgres';
import { expect, test } from 'vitest';
import { registerIssuers } from './register-issuers.ts';

const everywhere = { hazards: 'all', provinces: 'all', seaAreas: 'all' };
const station = {
  id: 'gia-lai',
  name: 'Đài Gia Lai',
  authority: { hazards: ['storm'], provinces: ['52'], seaAreas: [] },
  superior: 'nchmf',
};
const centre = { id: 'nchmf', name: 'Trung tâm', authority: everywhere };

test('issuers of a list are registered in whatever order they stand, again they are changed, and what does not fit registers nobody', async () => {
  const db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
  const put = (list: unknown) => registerIssuers(db, JSON.stringify(list));
  expect((await put([station, centre])).map(({ id }) => id)).toEqual(['nchmf', 'gia-lai']);
  const issuers = issuersTable(db);
  expect(await issuers.get('gia-lai')).toEqual(station);
  await put([{ ...station, name: 'Đài tỉnh' }]);
  expect(await issuers.get('gia-lai')).toMatchObject({ name: 'Đài tỉnh', superior: 'nchmf' });

  const other = { ...centre, id: 'other' };
  await expect(put([other, { ...station, superior: 'nobody' }])).rejects.toThrow(
    'gia-lai: superior: expected an issuer that is registered',
  );
  await expect(put([other, { ...station, authority: { ...everywhere, provinces: ['99'] } }])).rejects.toThrow(/1\.authority\.provinces/);
  await expect(put([{ ...centre, superior: 'gia-lai' }, station])).rejects.toThrow('expected somebody who is not below it');
  await expect(registerIssuers(db, 'nchmf')).rejects.toThrow('expected a JSON list of issuers');
  expect(await issuers.get('other')).toBeNull();
  await db.close();
});
