import { blocksIn, headlineOf, highestRisk, isPast, leadingOf, riskOf } from './blocks.ts';
import { shownDifferences } from './differences.ts';
import { type Channel, type FeedItem, type FeedLanguage, shown, type ShownItem } from './item.ts';
import { markedTitle, markOf } from './marks.ts';

/**
 * What is in force, and what has run out without a successor: that stays as long as the items have it, marked, because nobody has
 * said that the danger is over. Messages and blocks that only take a warning back are not in it. An empty list says that Loa has no warning, not more.
 */
export function inForceDocument(channel: Channel, items: readonly FeedItem[]): string {
  const { title, updated, language, self, home } = channel;
  const standing = shown(items).filter(({ state, alert }) => {
    const holds = state.kind === 'in-force' || state.kind === 'lapsed';
    return holds && alert.msgType !== 'Cancel' && !alert.info.every(isPast);
  });
  return JSON.stringify({ title, updated, language, self, home, warnings: standing.map((item) => warningOf(item, language)) });
}

function warningOf(item: ShownItem, language: FeedLanguage) {
  const { warning, alert, urls, state } = item;
  const blocks = blocksIn(alert, language).filter((block) => !isPast(block));
  const leading = leadingOf(blocks);
  return {
    id: warning.id,
    number: warning.number,
    state: state.kind,
    lapsedAt: state.kind === 'lapsed' ? state.lapsedAt : null,
    mark: markOf(item, language),
    title: markedTitle(item, headlineOf(leading, alert), language),
    hazard: warning.hazard,
    event: leading?.event ?? null,
    ...highestRisk(blocks),
    sender: leading?.senderName ?? alert.sender,
    status: alert.status,
    sent: alert.sent,
    identifier: alert.identifier,
    areas: blocks.flatMap((block) =>
      block.area.map(({ areaDesc, geocode }) => ({
        areaDesc,
        ...riskOf(block),
        responseType: block.responseType,
        onset: block.onset,
        expires: block.expires,
        geocode,
      })),
    ),
    differs: shownDifferences(warning.id, item.differences, language),
    cap: urls.cap,
    json: urls.json,
    url: urls.html,
  };
}
