/** Element names, order and cardinality: OASIS CAP 1.2, section 3.2. Names are CAP's own, so that a reader of the standard finds them. */

/** `sender,identifier,sent` of another message. */
export interface Reference {
  readonly sender: string;
  readonly identifier: string;
  /** As written: it is part of the other message's identity (CAP 3.2.1). */
  readonly sent: string;
}

export interface Named {
  readonly valueName: string;
  readonly value: string;
}

/** Degrees, WGS 84; named, because CAP writes latitude first and GeoJSON longitude. */
export interface Point {
  readonly lat: number;
  readonly lon: number;
}

export interface Circle {
  readonly centre: Point;
  readonly radiusKm: number;
}

export interface Area {
  readonly areaDesc: string;
  /** Rings with first = last, at least four points. */
  readonly polygon: readonly (readonly Point[])[];
  readonly circle: readonly Circle[];
  readonly geocode: readonly Named[];
  /** Feet above mean sea level. */
  readonly altitude: number | null;
  /** Feet above mean sea level. */
  readonly ceiling: number | null;
}

export interface Resource {
  readonly resourceDesc: string;
  readonly mimeType: string;
  /** Bytes. */
  readonly size: number | null;
  readonly uri: string | null;
  /** Base64. */
  readonly derefUri: string | null;
  /** SHA-1, hexadecimal. */
  readonly digest: string | null;
}

export interface Info {
  /** BCP 47; CAP's default is `en-US`. */
  readonly language: string;
  readonly category: readonly string[];
  readonly event: string;
  readonly responseType: readonly string[];
  readonly urgency: string;
  readonly severity: string;
  readonly certainty: string;
  readonly audience: string | null;
  readonly eventCode: readonly Named[];
  /** Times as CAP writes them, with a numeric offset (3.3.2). */
  readonly effective: string | null;
  readonly onset: string | null;
  readonly expires: string | null;
  readonly senderName: string | null;
  readonly headline: string | null;
  readonly description: string | null;
  readonly instruction: string | null;
  readonly web: string | null;
  readonly contact: string | null;
  readonly parameter: readonly Named[];
  readonly resource: readonly Resource[];
  readonly area: readonly Area[];
}

/** A CAP message. Text elements that are absent are null; repeated ones that are absent are empty. */
export interface Alert {
  readonly identifier: string;
  readonly sender: string;
  readonly sent: string;
  readonly status: string;
  readonly msgType: string;
  readonly source: string | null;
  readonly scope: string;
  readonly restriction: string | null;
  readonly addresses: readonly string[];
  readonly code: readonly string[];
  readonly note: string | null;
  readonly references: readonly Reference[];
  readonly incidents: readonly string[];
  readonly info: readonly Info[];
}
