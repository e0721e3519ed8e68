import type { AlertDocument } from './document.ts';
import { elementsOf, holdsInstruction } from './document.ts';
import type { NotValid } from './verification.ts';

/** A sender's own and that of the system which passes the alert on, as in Canada. */
const MOST_SIGNATURES = 2;

/** What in a document's build could make a reader take another alert than the signed one; null where nothing does. */
export function wrapping({ document, root }: AlertDocument, signatures: readonly Element[]): NotValid | null {
  if (document.getElementsByTagNameNS('*', 'alert').length > 1) return wrapped('Expected one alert; another one stands inside');
  if (signatures.some((one) => one.parentNode !== root)) return wrapped('Expected Signature as child of alert; one stands elsewhere');
  const values = signatures.flatMap((one) => elementsOf(one).filter((child) => child.localName === 'SignatureValue'));
  if (new Set(values.map((one) => one.textContent)).size < values.length) return wrapped('Expected each signature once; one is repeated');
  // The library's canonical form shows an instruction as if it were text.
  if (holdsInstruction(root)) return { verdict: 'unsupported', says: 'Expected no processing instruction inside alert; there is one' };
  if (signatures.length <= MOST_SIGNATURES) return null;
  return { verdict: 'unsupported', says: `Expected at most ${MOST_SIGNATURES} signatures; there are ${signatures.length}` };
}

const wrapped = (says: string): NotValid => ({ verdict: 'wrapped', says });
