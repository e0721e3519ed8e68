/**
 * The arc of Viet Nam's hydro-meteorological service for published alerts: `2.49.0.1.<ISO 3166 country>.<authority>`
 * (WMO/TD-No. 1556); `2.49.0.0…` would name the authority itself.
 */
export const VIET_NAM_ARC = '2.49.0.1.704.0';

/** Marks alerts of this profile (`docs/cap.md`), as CAP 1.2, section 3.2.1, invites profiles to by `code`. */
export const PROFILE = 'profile:Loa:1.0';

/** What one installation puts into every alert. */
export interface AlertSettings {
  /** OID arc of the authority for published alerts, without `urn:oid:`; see {@link VIET_NAM_ARC}. */
  readonly arc: string;
  /** Unique worldwide, without spaces, commas, `<` and `&` (CAP 3.2.1). It is part of every reference: never change it within a series. */
  readonly sender: string;
  readonly senderName: { readonly vi: string; readonly en: string };
  /** Absolute address under which `warnings/<id>` stands. */
  readonly publicUrl: string;
  readonly contact: string | null;
}
