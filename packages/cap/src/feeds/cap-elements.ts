import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';
import type { Alert, Info } from '../alert.ts';
import { leadingOf } from './blocks.ts';
import { add, addEmpty } from './xml-document.ts';

export const CAP_12 = 'urn:oasis:names:tc:emergency:cap:1.2';

/**
 * An entry with more than this gives no polygon, or no geocode, at all: part of them would read as the whole, and hubs ask for feeds
 * below 900 kB (Google Public Alerts). The message that the entry links to has them.
 */
const MOST_POINTS = 200;
const MOST_GEOCODES = 100;

/** The `cap:` elements by which alert hubs sort entries, named and built as the US NWS and MeteoAlarm do. None is empty. */
export function capElements(entry: XMLBuilder, alert: Alert, blocks: readonly Info[]): void {
  const put = (name: string, text: string | null | undefined) => {
    if (text !== null && text !== undefined && text !== '') add(entry, `cap:${name}`, text);
  };
  const leading = leadingOf(blocks);
  put('event', leading?.event);
  put('effective', leading?.effective);
  put('onset', leading?.onset);
  put('expires', leading?.expires);
  put('status', alert.status);
  put('msgType', alert.msgType);
  for (const category of new Set(blocks.flatMap((block) => block.category))) put('category', category);
  put('urgency', leading?.urgency);
  put('severity', leading?.severity);
  put('certainty', leading?.certainty);

  const areas = blocks.flatMap((block) => block.area);
  put('areaDesc', [...new Set(areas.map((area) => area.areaDesc))].join('; '));
  const rings = areas.flatMap((area) => area.polygon);
  if (rings.flat().length <= MOST_POINTS) {
    for (const ring of rings) put('polygon', ring.map(({ lat, lon }) => `${lat},${lon}`).join(' '));
  }
  const codes = new Map(areas.flatMap((area) => area.geocode).map((code) => [JSON.stringify(code), code]));
  if (codes.size > MOST_GEOCODES) return;
  for (const { valueName, value } of codes.values()) {
    const geocode = addEmpty(entry, 'cap:geocode');
    add(geocode, 'valueName', valueName);
    add(geocode, 'value', value);
  }
}
