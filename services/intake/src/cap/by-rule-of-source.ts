import { type Bulletin, bulletin, isForeign } from '@loa/domain/bulletin';
import { citizensByRule } from '@loa/domain/source';
import { Problem } from '@loa/runtime';
import type { Sources } from './sources.ts';

/**
 * A bulletin in JSON under the same limits as the messages of its issuer's source: an issuer from abroad stays one, and which citizens
 * hear it is the source's rule alone. Throws a 422 or 403 that names the field.
 */
export function byRuleOfSource(sources: Sources, given: Bulletin): Bulletin {
  if (given.citizens !== undefined)
    throw new Problem({
      status: 422,
      code: 'body-invalid',
      title: 'The body does not fit',
      errors: [{ path: 'citizens', expected: 'no such field: which citizens hear an alert from abroad is configured with its source' }],
    });
  const country = sources.countryOf(given.issuer);
  if (country !== undefined && country !== (given.country ?? 'VN'))
    throw new Problem({
      status: 403,
      code: 'country-not-yours',
      title: "The bulletin is under another country than its issuer's",
      errors: [{ path: 'country', expected: country }],
    });
  return isForeign(given) ? bulletin.parse({ ...given, ...citizensByRule(given, sources.citizenRuleOf(given.issuer)) }) : given;
}
