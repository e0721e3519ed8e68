import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';
import { xmlText } from '../xml-text.ts';
import type { Alert, Area, Circle, Info, Named, Point, Resource } from '../alert.ts';

const CAP_12 = 'urn:oasis:names:tc:emergency:cap:1.2';

/**
 * A CAP 1.2 document in the order of the schema, without white space between elements; what is null or empty is left out.
 * Characters that XML 1.0 cannot hold become U+FFFD, line ends become LF.
 */
export function toXml(alert: Alert): string {
  const document = create({ version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '\uFFFD' });
  const root = document.ele(CAP_12, 'alert');
  const { identifier, sender, sent, status, msgType, scope } = alert;
  required(root, { identifier, sender, sent, status, msgType });
  optional(root, 'source', alert.source);
  required(root, { scope });
  optional(root, 'restriction', alert.restriction);
  optional(root, 'addresses', alert.addresses.map(quoted).join(' '));
  for (const code of alert.code) optional(root, 'code', code);
  optional(root, 'note', alert.note);
  optional(root, 'references', alert.references.map((one) => `${one.sender},${one.identifier},${one.sent}`).join(' '));
  optional(root, 'incidents', alert.incidents.map(quoted).join(' '));
  for (const info of alert.info) addInfo(root.ele('info'), info);
  return `${document.end({ prettyPrint: false })}\n`;
}

/** A ring as CAP writes it: `lat,lon` pairs with one space between them, degrees with at most 6 decimals. */
export function polygonText(ring: readonly Point[]): string {
  return ring.map(pair).join(' ');
}

/** A circle as CAP writes it: its centre as `lat,lon`, then the radius in km. */
export function circleText({ centre, radiusKm }: Circle): string {
  return `${pair(centre)} ${decimal(radiusKm)}`;
}

function addInfo(node: XMLBuilder, info: Info): void {
  const { event, urgency, severity, certainty } = info;
  optional(node, 'language', info.language);
  for (const one of info.category) optional(node, 'category', one);
  required(node, { event });
  for (const one of info.responseType) optional(node, 'responseType', one);
  required(node, { urgency, severity, certainty });
  optional(node, 'audience', info.audience);
  for (const one of info.eventCode) addNamed(node, 'eventCode', one);
  const { effective, onset, expires, senderName, headline, description, instruction, web, contact } = info;
  const texts = { effective, onset, expires, senderName, headline, description, instruction, web, contact };
  for (const [name, value] of Object.entries(texts)) optional(node, name, value);
  for (const one of info.parameter) addNamed(node, 'parameter', one);
  for (const one of info.resource) addResource(node.ele('resource'), one);
  for (const one of info.area) addArea(node.ele('area'), one);
}

function addResource(node: XMLBuilder, { resourceDesc, mimeType, size, uri, derefUri, digest }: Resource): void {
  required(node, { resourceDesc, mimeType });
  for (const [name, value] of Object.entries({ size, uri, derefUri, digest })) optional(node, name, value);
}

function addArea(node: XMLBuilder, { areaDesc, polygon, circle, geocode, altitude, ceiling }: Area): void {
  required(node, { areaDesc });
  for (const ring of polygon) optional(node, 'polygon', polygonText(ring));
  for (const one of circle) optional(node, 'circle', circleText(one));
  for (const one of geocode) addNamed(node, 'geocode', one);
  for (const [name, value] of Object.entries({ altitude, ceiling })) optional(node, name, value);
}

function addNamed(node: XMLBuilder, name: string, { valueName, value }: Named): void {
  required(node.ele(name), { valueName, value });
}

function required(node: XMLBuilder, texts: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(texts)) node.ele(name).txt(xmlText(clean(value)));
}

function optional(node: XMLBuilder, name: string, value: string | number | null): void {
  if (value !== null && value !== '') required(node, { [name]: typeof value === 'number' ? decimal(value) : value });
}

/** A parser turns CR LF into LF, so a signature over CR LF would not hold. */
const clean = (text: string): string => text.replace(/\r\n?/g, '\n').toWellFormed();
const quoted = (text: string): string => (/\s/.test(text) ? `"${text}"` : text);
const pair = ({ lat, lon }: Point): string => `${decimal(lat)},${decimal(lon)}`;
/** Never in exponential form, which the schema's readers do not take. */
const decimal = (value: number): string => String(Number(value.toFixed(6)));
