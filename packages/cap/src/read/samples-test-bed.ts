import { DOMParser } from '@xmldom/xmldom';
import type { Alert, Area, Info, Named, Point, Resource } from '../alert.ts';

/** `path = text` of every leaf below an alert, by a parser that the reader does not use. Empty leaves, signatures and layout are left out. */
export function leavesOf(document: string): string[] {
  return below(new DOMParser().parseFromString(document, 'text/xml').documentElement, '');
}

function below(element: Element, path: string): string[] {
  const counts = new Map<string, number>();
  return elementsOf(element).flatMap((child) => {
    const name = child.tagName.replace(/^.*:/, '');
    if (name === 'Signature') return [];
    const at = counts.get(name) ?? 0;
    counts.set(name, at + 1);
    const here = `${path}/${name}[${at}]`;
    return elementsOf(child).length > 0 ? below(child, here) : leaf(here, plain(name, child.textContent));
  });
}

const elementsOf = (element: Element): Element[] =>
  Array.from(element.childNodes).filter((node): node is Element => node.nodeType === node.ELEMENT_NODE);

const NUMBERS = ['polygon', 'circle', 'altitude', 'ceiling', 'size'];
const LISTS = ['references', 'addresses', 'incidents'];

/** Text as the model holds it: trimmed; numbers as numbers; lists with one space. */
function plain(name: string, text: string): string {
  const trimmed = text.trim().replace(/\r\n?/g, '\n');
  const words = trimmed.split(/\s+/);
  if (NUMBERS.includes(name) && trimmed !== '') return words.map((word) => word.split(',').map(Number).join(',')).join(' ');
  return LISTS.includes(name) ? words.join(' ') : trimmed;
}

/** The same of a message that was read. */
export function leavesOfAlert({ info, references, addresses, incidents, code, ...head }: Alert): string[] {
  const quoted = (items: readonly string[]) => items.map((item) => (/\s/.test(item) ? `"${item}"` : item)).join(' ');
  const triples = references.map(({ sender, identifier, sent }) => `${sender},${identifier},${sent}`).join(' ');
  return [
    ...texts('', { ...head, references: triples, addresses: quoted(addresses), incidents: quoted(incidents) }),
    ...several('/code', code),
    ...info.flatMap((one, at) => leavesOfInfo(one, `/info[${at}]`)),
  ];
}

function leavesOfInfo({ category, responseType, eventCode, parameter, resource, area, ...info }: Info, path: string): string[] {
  return [
    ...texts(path, info),
    ...several(`${path}/category`, category),
    ...several(`${path}/responseType`, responseType),
    ...named(`${path}/eventCode`, eventCode),
    ...named(`${path}/parameter`, parameter),
    ...resource.flatMap((one: Resource, at) => texts(`${path}/resource[${at}]`, { ...one })),
    ...area.flatMap((one, at) => leavesOfArea(one, `${path}/area[${at}]`)),
  ];
}

function leavesOfArea({ polygon, circle, geocode, ...area }: Area, path: string): string[] {
  const pair = ({ lat, lon }: Point) => `${lat},${lon}`;
  const rings = polygon.map((ring) => ring.map(pair).join(' '));
  const circles = circle.map(({ centre, radiusKm }) => `${pair(centre)} ${radiusKm}`);
  return [
    ...texts(path, area),
    ...several(`${path}/polygon`, rings),
    ...several(`${path}/circle`, circles),
    ...named(`${path}/geocode`, geocode),
  ];
}

const leaf = (path: string, text: string): string[] => (text === '' ? [] : [`${path} = ${text}`]);
const several = (path: string, all: readonly string[]): string[] => all.flatMap((text, at) => leaf(`${path}[${at}]`, text));
const named = (path: string, all: readonly Named[]): string[] => all.flatMap((one, at) => texts(`${path}[${at}]`, { ...one }));

function texts(path: string, record: Readonly<Record<string, string | number | null>>): string[] {
  return Object.entries(record).flatMap(([name, value]) => (value === null ? [] : leaf(`${path}/${name}[0]`, String(value))));
}
