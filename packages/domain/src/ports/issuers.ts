import type { Authority } from '../place/authority.ts';

/** A station, centre, institute, dam operator or committee, with what it may warn of and where. */
export interface Issuer {
  /** As bulletins name it in `issuer`. */
  readonly id: string;
  readonly name: string;
  readonly authority: Authority;
}

/** The register of issuers. */
export interface Issuers {
  /** Inserts, or replaces name and authority. */
  put(issuer: Issuer): Promise<void>;
  /** Null when there is no such issuer. */
  get(id: string): Promise<Issuer | null>;
}
