import { instant } from '../clock.ts';
import type { BulletinInput } from '../storm.ts';

/** Publishes through intake at `url`; resolves with the instant at which its 202 arrived. Rejects on any other answer. */
export async function publishAt(url: string, key: string, bulletin: BulletinInput): Promise<number> {
  const answer = await fetch(`${url}/api/bulletins`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(bulletin),
  });
  const at = instant();
  const body = await answer.text();
  if (answer.status !== 202) throw new Error(`intake answered ${answer.status}: ${body}`);
  return at;
}

/** Recalls a warning through the console at `url`; resolves when it has answered. Rejects on any other answer than 200. */
export async function recallAt(url: string, key: string, warning: string): Promise<void> {
  const answer = await fetch(`${url}/api/warnings/${warning}/recall`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ reason: 'bench' }),
  });
  const body = await answer.text();
  if (answer.status !== 200) throw new Error(`the console answered ${answer.status}: ${body}`);
}
