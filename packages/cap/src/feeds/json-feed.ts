import { blocksIn, headlineOf, highestRisk, leadingOf } from './blocks.ts';
import { type Channel, type FeedItem, shown, type ShownItem } from './item.ts';
import { markedTitle, markOf } from './marks.ts';

/** JSON Feed 1.1 (jsonfeed.org/version/1.1): ids as in the Atom feed, `url` the page for people, CAP's own words under `_cap`, Loa's under `_loa`. */
export function jsonFeed(channel: Channel, items: readonly FeedItem[]): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: channel.title,
    home_page_url: channel.home,
    feed_url: channel.self,
    language: channel.language,
    ...(channel.hub === null ? {} : { hubs: [{ type: 'WebSub', url: channel.hub }] }),
    items: shown(items).map((item) => itemOf(item, channel)),
  });
}

function itemOf(item: ShownItem, { language }: Channel) {
  const { warning, alert, urls, state } = item;
  const blocks = blocksIn(alert, language);
  const leading = leadingOf(blocks);
  const headline = headlineOf(leading, alert);
  const texts = [leading?.description, leading?.instruction].filter((text) => text !== null && text !== undefined);
  return {
    id: urls.cap,
    url: urls.html,
    title: markedTitle(item, headline, language),
    content_text: texts.length > 0 ? texts.join('\n\n') : headline,
    date_published: alert.sent,
    language: leading?.language ?? language,
    authors: [{ name: leading?.senderName ?? alert.sender }],
    tags: [...new Set(blocks.map((block) => block.event))],
    attachments: [{ url: urls.cap, mime_type: 'application/cap+xml' }],
    _cap: {
      about: 'https://docs.oasis-open.org/emergency/cap/v1.2/CAP-v1.2-os.html',
      identifier: alert.identifier,
      sender: alert.sender,
      status: alert.status,
      msgType: alert.msgType,
      ...(leading === undefined
        ? {}
        : {
            urgency: leading.urgency,
            severity: leading.severity,
            certainty: leading.certainty,
            onset: leading.onset,
            expires: leading.expires,
          }),
    },
    _loa: {
      json: urls.json,
      id: warning.id,
      number: warning.number,
      hazard: warning.hazard,
      ...highestRisk(blocks),
      state: state.kind,
      lapsedAt: state.kind === 'lapsed' ? state.lapsedAt : null,
      mark: markOf(item, language),
    },
  };
}
