import { DOMParser } from '@xmldom/xmldom';

const all = (xml: string, namespace: string, name: string): Element[] =>
  Array.from(new DOMParser().parseFromString(xml, 'text/xml').getElementsByTagNameNS(namespace, name));

/** The texts of all elements of a name, in order. */
export const texts = (xml: string, namespace: string, name: string): string[] => all(xml, namespace, name).map((one) => one.textContent);

/** The attributes of all elements of a name, in order. */
export const elements = (xml: string, namespace: string, name: string): Record<string, string>[] =>
  all(xml, namespace, name).map((one) => Object.fromEntries(Array.from(one.attributes).map(({ name: key, value }) => [key, value])));
