import { type ReadAlert, readCap } from './read-cap.ts';

export const CAP_12 = 'urn:oasis:names:tc:emergency:cap:1.2';

/** Elements in the order given; a name may stand again. */
export type Elements = readonly (readonly [name: string, content: string])[];

export const HEAD: Elements = [
  ['identifier', 'a-1'],
  ['sender', 'tram@example.vn'],
  ['sent', '2025-11-06T08:00:00+07:00'],
  ['status', 'Actual'],
  ['msgType', 'Alert'],
  ['scope', 'Public'],
];
export const INFO: Elements = [
  ['language', 'vi-VN'],
  ['category', 'Met'],
  ['event', 'Mưa lớn'],
  ['urgency', 'Future'],
  ['severity', 'Severe'],
  ['certainty', 'Likely'],
  ['expires', '2025-11-07T08:00:00+07:00'],
];
export const AREA: Elements = [
  ['areaDesc', 'Thành phố Huế'],
  ['polygon', '16.0,107.0 17.0,107.0 17.0,108.0 16.0,107.0'],
];

export const xml = (elements: Elements): string => elements.map(([name, content]) => `<${name}>${content}</${name}>`).join('');

/** Elements with some replaced in place, taken out (null), or put at the end. */
export function but(elements: Elements, changes: Readonly<Record<string, string | null>>): Elements {
  const kept = elements.flatMap(([name, content]): [string, string][] => {
    const change = changes[name];
    return change === null ? [] : [[name, change ?? content]];
  });
  const known = new Set(elements.map(([name]) => name));
  return [
    ...kept,
    ...Object.entries(changes).flatMap(([name, content]): [string, string][] =>
      content === null || known.has(name) ? [] : [[name, content]],
    ),
  ];
}

/** A message with one block and one area. */
export function message({ head = HEAD, info = INFO, area = AREA }: { head?: Elements; info?: Elements; area?: Elements } = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?><alert xmlns="${CAP_12}">${xml(head)}<info>${xml(info)}<area>${xml(area)}</area></info></alert>`;
}

/** What is read from a document that must be read. */
export function reading(document: string | Uint8Array): ReadAlert {
  const read = readCap(document);
  if (read.kind === 'refused') throw new Error(`${read.reason}: ${read.says}`);
  return read;
}

/** `element rule` of each finding. */
export const briefly = (findings: readonly { element: string; rule: string }[]): string[] =>
  findings.map(({ element, rule }) => `${element} ${rule}`);
