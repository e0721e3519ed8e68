import type { Area, Info } from '../alert.ts';
import { blocksIn, headlineOf, riskOf } from './blocks.ts';
import { geometryOf } from './geometry.ts';
import { type Channel, type FeedItem, type FeedLanguage, shown, type ShownItem } from './item.ts';
import { markedTitle, markOf } from './marks.ts';

/**
 * A GeoJSON FeatureCollection (RFC 7946): one feature per area of each block in the channel's language, so that every shape has its
 * own level. An area without shape is a feature without geometry; its codes name the place. The colour is that of the level, also
 * when the warning has run out; where a block takes a warning back there is none.
 */
export function geoJson(channel: Channel, items: readonly FeedItem[]): string {
  const { title, updated, language, self, home } = channel;
  const features = shown(items).flatMap((item) =>
    blocksIn(item.alert, language)
      .flatMap((block) => block.area.map((area) => [block, area] as const))
      .map(([block, area], at) => featureOf(item, block, area, at, language)),
  );
  return JSON.stringify({ type: 'FeatureCollection', title, updated, language, self, home, features });
}

function featureOf(item: ShownItem, block: Info, area: Area, at: number, language: FeedLanguage) {
  const { warning, alert, urls, state } = item;
  return {
    type: 'Feature',
    id: `${warning.id}/${at}`,
    geometry: geometryOf(area),
    properties: {
      warning: warning.id,
      number: warning.number,
      title: markedTitle(item, headlineOf(block, alert), language),
      state: state.kind,
      lapsedAt: state.kind === 'lapsed' ? state.lapsedAt : null,
      mark: markOf(item, language),
      hazard: warning.hazard,
      event: block.event,
      ...riskOf(block),
      urgency: block.urgency,
      severity: block.severity,
      certainty: block.certainty,
      status: alert.status,
      msgType: alert.msgType,
      sent: alert.sent,
      onset: block.onset,
      expires: block.expires,
      areaDesc: area.areaDesc,
      geocode: area.geocode,
      cap: urls.cap,
      json: urls.json,
      url: urls.html,
    },
  };
}
