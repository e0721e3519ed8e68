import { versionOf } from './versions.ts';
import { childrenOf, type XmlElement } from './xml.ts';

export type FeedFormat = 'atom' | 'rss' | 'alerts';

/** Where a list keeps what it says of itself, and its entries. */
export interface FeedElements {
  readonly format: FeedFormat;
  readonly head: XmlElement;
  readonly entries: readonly XmlElement[];
}

/** Finds the parts of Atom, RSS 2.0 or 1.0, a list of `alert` elements, or one alert; undefined for anything else. */
export function feedElements(root: XmlElement): FeedElements | undefined {
  const inside = (element: XmlElement, name: string) => childrenOf(element).filter((one) => one.name === name);
  if (isAlert(root)) return { format: 'alerts', head: root, entries: [root] };
  if (root.name === 'feed') return { format: 'atom', head: root, entries: inside(root, 'entry') };
  if (root.name === 'rss' || root.name === 'RDF') {
    const [head = root] = inside(root, 'channel');
    return { format: 'rss', head, entries: [...inside(root, 'item'), ...(head === root ? [] : inside(head, 'item'))] };
  }
  const alerts = childrenOf(root).filter(isAlert);
  return alerts.length === 0 ? undefined : { format: 'alerts', head: root, entries: alerts };
}

/** The messages in an element, itself included, outside of `except`. */
export function alertsIn(element: XmlElement, except: ReadonlySet<XmlElement> = new Set()): XmlElement[] {
  if (except.has(element)) return [];
  return isAlert(element) ? [element] : childrenOf(element).flatMap((child) => alertsIn(child, except));
}

const isAlert = ({ name, namespace }: XmlElement): boolean => name === 'alert' && versionOf(namespace) !== undefined;
