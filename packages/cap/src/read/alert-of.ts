import type { Alert, Area, Info, Named, Resource } from '../alert.ts';
import { CLOSED_LISTS, type ClosedList } from '../check/closed-lists.ts';
import { quoted } from '../check/quoted.ts';
import { below, type Fields, fieldsOf, type Member, plainText } from './fields.ts';
import { itemsOf, referencesOf } from './lists.ts';
import type { Notes } from './notes.ts';
import { circleOf, numberOf, ringOf } from './shapes.ts';
import { ALERT_ORDER, AREA_ORDER, type CapVersion, INFO_ORDER, NAMED_ORDER, RESOURCE_ORDER } from './versions.ts';
import { childrenOf, type XmlElement } from './xml.ts';

/** CAP 3.2.2: absent or empty. */
const DEFAULT_LANGUAGE = 'en-US';
/** CAP 1.0 and 1.1 had a step more; CAP 1.2, section 3.2.2, asks to read it so. */
const OLD_CERTAINTY: ReadonlyMap<string, string> = new Map([['very likely', 'Likely']]);

/** The message in an `alert` element. Whether it may be used is for the caller; what was odd in its form goes to the notes. */
export function alertOf(element: XmlElement, version: CapVersion, notes: Notes): Alert {
  const fields = fieldsOf(element, ALERT_ORDER[version], '', notes);
  return {
    identifier: fields.text('identifier'),
    sender: fields.text('sender'),
    sent: fields.text('sent'),
    status: listed(fields.text('status'), 'status', 'status', notes),
    msgType: listed(fields.text('msgType'), 'msgType', 'msgType', notes),
    source: fields.optional('source'),
    scope: listed(fields.text('scope'), 'scope', 'scope', notes),
    restriction: fields.optional('restriction'),
    addresses: itemsOf(fields.optional('addresses'), 'addresses', notes),
    code: fields.texts('code').map(({ text }) => text),
    note: fields.optional('note'),
    references: referencesOf(fields.optional('references'), notes),
    incidents: itemsOf(fields.optional('incidents'), 'incidents', notes),
    info: fields.members('info').map((member) => infoOf(member, version, notes)),
  };
}

function infoOf({ element, path }: Member, version: CapVersion, notes: Notes): Info {
  const fields = fieldsOf(element, INFO_ORDER, path, notes);
  const all = (name: ClosedList) => fields.texts(name).map((one) => listed(one.text, name, one.path, notes));
  const one = (name: ClosedList) => listed(fields.text(name), name, below(path, name), notes);
  return {
    language: fields.optional('language') ?? DEFAULT_LANGUAGE,
    category: all('category'),
    event: fields.text('event'),
    responseType: all('responseType'),
    urgency: one('urgency'),
    severity: one('severity'),
    certainty: one('certainty'),
    audience: fields.optional('audience'),
    eventCode: namedOf(fields, 'eventCode', version, notes),
    effective: fields.optional('effective'),
    onset: fields.optional('onset'),
    expires: fields.optional('expires'),
    senderName: fields.optional('senderName'),
    headline: fields.optional('headline'),
    description: fields.optional('description'),
    instruction: fields.optional('instruction'),
    web: fields.optional('web'),
    contact: fields.optional('contact'),
    parameter: namedOf(fields, 'parameter', version, notes),
    resource: fields.members('resource').map((member) => resourceOf(member, notes)),
    area: fields.members('area').map((member) => areaOf(member, version, notes)),
  };
}

function resourceOf({ element, path }: Member, notes: Notes): Resource {
  const fields = fieldsOf(element, RESOURCE_ORDER, path, notes);
  return {
    resourceDesc: fields.text('resourceDesc'),
    mimeType: fields.text('mimeType'),
    size: numberIn(fields, 'size', notes),
    uri: fields.optional('uri'),
    derefUri: fields.optional('derefUri'),
    digest: fields.optional('digest'),
  };
}

function areaOf({ element, path }: Member, version: CapVersion, notes: Notes): Area {
  const fields = fieldsOf(element, AREA_ORDER, path, notes);
  const shapes = <T>(name: 'polygon' | 'circle', read: (text: string, at: string, notes: Notes) => T): T[] =>
    fields.members(name).flatMap((member) => {
      const text = plainText(member, notes);
      if (text !== '') return [read(text, member.path, notes)];
      notes.add(member.path, 'empty-element', 'expected a shape or no element; it is empty (CAP 3.2.4)');
      return [];
    });
  return {
    areaDesc: fields.text('areaDesc'),
    polygon: shapes('polygon', ringOf),
    circle: shapes('circle', circleOf),
    geocode: namedOf(fields, 'geocode', version, notes),
    altitude: numberIn(fields, 'altitude', notes),
    ceiling: numberIn(fields, 'ceiling', notes),
  };
}

/** Codes with their system; CAP 1.0 wrote them as text, `name=value`. */
function namedOf(fields: Fields, name: string, version: CapVersion, notes: Notes): Named[] {
  return fields.members(name).flatMap((member) => {
    if (childrenOf(member.element).length === 0) {
      const text = plainText(member, notes);
      if (version !== '1.0' || text === '')
        notes.add(
          member.path,
          text === '' ? 'empty-element' : 'old-form',
          `expected valueName and value; it is "${quoted(text)}" (CAP 3.2)`,
        );
      const at = text.indexOf('=');
      return text === '' ? [] : [{ valueName: text.slice(0, Math.max(at, 0)).trim(), value: text.slice(at + 1).trim() }];
    }
    const own = fieldsOf(member.element, NAMED_ORDER, member.path, notes);
    return [{ valueName: own.text('valueName'), value: own.text('value') }];
  });
}

function numberIn(fields: Fields, name: string, notes: Notes): number | null {
  const text = fields.optional(name);
  const value = text === null ? null : numberOf(text);
  if (value === undefined)
    notes.add(below(fields.path, name), 'number-unreadable', `expected a number; it is ${quoted(text ?? '')} (CAP 3.2)`);
  return value ?? null;
}

/** A word of a closed list as the list writes it; another word stays as it is, for the checker to name. */
function listed(text: string, list: ClosedList, path: string, notes: Notes): string {
  const words: readonly string[] = CLOSED_LISTS[list];
  if (text === '' || words.includes(text)) return text;
  const old = list === 'certainty' ? OLD_CERTAINTY.get(text.toLowerCase()) : undefined;
  const known = old ?? words.find((word) => word.toLowerCase() === text.toLowerCase());
  if (known === undefined) return text;
  notes.add(path, old === undefined ? 'letter-case' : 'old-value', `expected ${known}; it is ${quoted(text)} (CAP 3.2)`);
  return known;
}
