import { Problem } from '@loa/runtime';
import type { FastifyRequest } from 'fastify';

/**
 * Refuses a form that another site sent: browsers name the origin of every POST (Fetch, 3.2), and no site can forge it. With it stands the
 * SameSite of the cookie; 403 where neither Origin nor Sec-Fetch-Site says that the page is ours.
 */
export async function sameOriginOnly({ headers }: FastifyRequest): Promise<void> {
  const { origin, host } = headers;
  const fetchSite = headers['sec-fetch-site'];
  const isOurs = origin === undefined ? fetchSite === 'same-origin' : URL.canParse(origin) && new URL(origin).host === host;
  if (!isOurs) throw new Problem({ status: 403, code: 'origin-foreign', title: 'The form was not sent from a page of this site' });
}
