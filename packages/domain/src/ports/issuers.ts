import type { Authority } from '../place/authority.ts';

/** A station, centre, institute, dam operator or committee, with what it may warn of and where. */
export interface Issuer {
  /** As bulletins name it in `issuer`. */
  readonly id: string;
  readonly name: string;
  readonly authority: Authority;
  /** The issuer above it, who may speak in its series; absent: nobody. */
  readonly superior?: string;
}

/** The register of issuers. */
export interface Issuers {
  /** Inserts, or replaces name, authority and superior. Rejects when the superior is not registered. */
  put(issuer: Issuer): Promise<void>;
  /** Everybody in it, by id. */
  list(): Promise<readonly Pick<Issuer, 'id' | 'name'>[]>;
  /** Null when there is no such issuer. */
  get(id: string): Promise<Issuer | null>;
  /** Everybody above an issuer, the nearest first; empty also where there is no such issuer. A ring ends where it began. */
  superiorsOf(id: string): Promise<readonly string[]>;
}
