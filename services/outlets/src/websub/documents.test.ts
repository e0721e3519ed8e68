import { expect, test } from 'vitest';
import { feedDocuments, feedsOverHttp, shownBy, sharedDocuments } from './documents.ts';
import { openSink } from '../test-bed.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

const documents = (answer: { status?: number; contentType?: string } = {}) => {
  const asked: string[] = [];
  const get = async (path: string) => {
    asked.push(path);
    return { status: 200, contentType: 'application/atom+xml; charset=utf-8', body: bytes(path), ...answer };
  };
  return { asked, of: feedDocuments('https://loa.example/vn/', get) };
};

test('a topic is an Atom, RSS or JSON Feed document of the installation, with its filter', async () => {
  const { of, asked } = documents();
  const topic = 'https://loa.example/vn/feeds/cap.atom?province=52&level=3';
  expect(await of(topic)).toMatchObject({ contentType: 'application/atom+xml; charset=utf-8' });
  await of('https://loa.example/vn/exercise/feeds/cap.rss');
  await of('https://loa.example/vn/feeds/test/warnings.json');
  expect(asked).toEqual(['/feeds/cap.atom?province=52&level=3', '/exercise/feeds/cap.rss', '/feeds/test/warnings.json']);
  expect(await documents({ contentType: 'application/feed+json; charset=utf-8' }).of(topic)).not.toBeNull();
});

test.each([
  'https://elsewhere.example/feeds/cap.atom',
  'https://loa.example/vnfeeds/cap.atom',
  'https://loa.example/vn/api/stream',
  'https://loa.example/vn/warnings/actual-1.json',
  'https://loa.example/vn/feeds/cap.atom#top',
  'https://loa.example/vn/api/stream?a=.atom',
  'feeds/cap.atom',
])('%s is no topic, and nobody is asked for it', async (topic) => {
  const { of, asked } = documents();
  expect([await of(topic), asked]).toEqual([null, []]);
});

test('a path outside the feeds that is written round about does not leave the feeds service', async () => {
  const { of, asked } = documents();
  await of('https://loa.example/vn//elsewhere.example/cap.atom');
  expect(asked).toEqual([]);
});

test('what is not there, or is no feed, is no topic; a service that fails is asked again later', async () => {
  const topic = 'https://loa.example/vn/feeds/cap.atom';
  expect(await documents({ status: 404 }).of(topic)).toBeNull();
  expect(await documents({ contentType: 'text/html' }).of(topic)).toBeNull();
  await expect(documents({ status: 503 }).of(topic)).rejects.toMatchObject({ code: 'unavailable' });
});

test('a feeds service that is another process is asked by HTTP, and a redirect of its is a fault', async () => {
  const sink = await openSink((_, response) => void response.writeHead(200, { 'content-type': 'application/rss+xml' }).end('<rss/>'));
  const get = feedsOverHttp(sink.url.replace('/hook', '/'));
  expect(await get('/feeds/cap.rss?level=2')).toEqual({
    status: 200,
    contentType: 'application/rss+xml',
    body: new Uint8Array(bytes('<rss/>')),
  });
  expect(sink.received.map((one) => [one.method, one.path])).toEqual([['GET', '/feeds/cap.rss?level=2']]);
  sink.answer = (_, response) => void response.writeHead(301, { location: '/elsewhere' }).end();
  await expect(get('/feeds/cap.rss')).rejects.toThrow();
  await sink.close();
});

test('one reading serves many subscribers of a version, and never those of a later one', async () => {
  let reads = 0;
  const shared = sharedDocuments(
    async () => ({ contentType: 'application/atom+xml', body: bytes(String((reads += 1))) }),
    () => 0,
  );
  const [one, same, later] = await Promise.all([shared('t', 1), shared('t', 1), shared('t', 2)]);
  expect([one === same, shownBy(one!) === shownBy(later!), reads]).toEqual([true, false, 2]);
});
