import { type Pin, pinCertificate, pinIssuer, type SignaturePolicy, type SourceMapping } from '@loa/cap';
import { type Hazard, hazard } from '@loa/domain/bulletin';
import type { CapSource, CitizenRule } from '@loa/domain/source';
import type { Problem } from '@loa/runtime';
import { problem } from './refusals.ts';

/** How the messages of one sender are taken. */
export interface Reading {
  readonly mapping: Omit<SourceMapping, 'known'>;
  readonly signature: SignaturePolicy;
  readonly pins: readonly Pin[];
  readonly citizens: CitizenRule | undefined;
}

/** Sources as intake uses them. */
export interface Sources {
  /** How messages of a sender are read for an issuer. Throws a 403 where the sender is another's, or not one of the issuer's own. */
  readingOf(issuer: string, sender: string): Reading;
  /** The country that an issuer's bulletins are under, where a source says so. */
  countryOf(issuer: string): string | undefined;
  /** Where citizens hear of an issuer's alerts from abroad. */
  citizenRuleOf(issuer: string): CitizenRule | undefined;
}

/** A Vietnamese issuer that sends CAP without being configured as a source; a signature, where there is one, is judged and flagged. */
const UNCONFIGURED = { country: 'VN', validHours: 24 } as const;

/** Prepares configured sources. Throws SignatureSetupError for a certificate that cannot be read. */
export function createSources(all: readonly CapSource[]): Sources {
  const bySender = new Map(
    all.flatMap((source) => source.senders.map((sender) => [sender, { source, reading: readingOf(source) }] as const)),
  );
  const ofIssuer = (issuer: string): CapSource | undefined => all.find((one) => one.issuer === issuer);
  return {
    readingOf(issuer, sender) {
      const found = bySender.get(sender);
      if (found?.source.issuer === issuer) return found.reading;
      if (found !== undefined || ofIssuer(issuer) !== undefined) throw notYours(issuer);
      return { mapping: { issuer, ...UNCONFIGURED }, signature: 'preferred', pins: [], citizens: undefined };
    },
    countryOf: (issuer) => ofIssuer(issuer)?.country,
    citizenRuleOf: (issuer) => ofIssuer(issuer)?.citizens,
  };
}

function notYours(issuer: string): Problem {
  return problem(403, 'sender-not-yours', 'The sender is not one that this key speaks for', [
    { element: 'sender', rule: 'sender-not-yours', says: `expected a CAP sender of ${issuer}, as its source is configured` },
  ]);
}

function readingOf({
  issuer,
  family,
  country,
  hazards,
  places,
  types,
  validHours,
  signature,
  pins,
  senders,
  citizens,
}: CapSource): Reading {
  const byHazard = Object.entries(types).map(([of, type]): [Hazard, string] => [hazard.parse(of), type]);
  return {
    mapping: {
      issuer,
      country,
      validHours,
      hazards: new Map(Object.entries(hazards)),
      places: new Map(Object.entries(places)),
      types: new Map(byHazard),
      ...(family !== undefined && { family }),
    },
    signature,
    pins: senders.flatMap((sender) =>
      pins.map((pin) => ('certificate' in pin ? pinCertificate(sender, pin.certificate) : pinIssuer(sender, pin.issuer, pin.subject))),
    ),
    citizens,
  };
}
