export type CapVersion = '1.0' | '1.1' | '1.2';

/** Namespaces of the versions of CAP. */
const NAMESPACES: ReadonlyMap<string, CapVersion> = new Map([
  ['urn:oasis:names:tc:emergency:cap:1.2', '1.2'],
  ['urn:oasis:names:tc:emergency:cap:1.1', '1.1'],
  ['http://www.incident.com/cap/1.0', '1.0'],
]);

/** The version whose namespace it is; undefined where it is another vocabulary's. */
export const versionOf = (namespace: string): CapVersion | undefined => NAMESPACES.get(namespace);

/** XML Signature. */
export const XMLDSIG = 'http://www.w3.org/2000/09/xmldsig#';

/** Element order of a message in the schema; the three versions differ in `alert` alone. */
export const ALERT_ORDER: Readonly<Record<CapVersion, readonly string[]>> = {
  '1.0': 'identifier sender password source sent status scope restriction addresses code msgType note references incidents info'.split(' '),
  '1.1': 'identifier sender sent status msgType source scope restriction addresses code note references incidents info'.split(' '),
  '1.2': 'identifier sender sent status msgType source scope restriction addresses code note references incidents info'.split(' '),
};
export const INFO_ORDER: readonly string[] = (
  'language category event responseType urgency severity certainty audience eventCode effective onset expires ' +
  'senderName headline description instruction web contact parameter resource area'
).split(' ');
export const RESOURCE_ORDER: readonly string[] = 'resourceDesc mimeType size uri derefUri digest'.split(' ');
export const AREA_ORDER: readonly string[] = 'areaDesc polygon circle geocode altitude ceiling'.split(' ');
export const NAMED_ORDER: readonly string[] = ['valueName', 'value'];

/** Elements that may stand more than once. */
export const REPEATED: ReadonlySet<string> = new Set(
  'code info category responseType eventCode parameter resource area polygon circle geocode'.split(' '),
);
