import { blocksIn, headlineOf, leadingOf } from './blocks.ts';
import { CAP_12, capElements } from './cap-elements.ts';
import { type Channel, type FeedItem, shown } from './item.ts';
import { markedTitle } from './marks.ts';
import { add, addEmpty, newDocument } from './xml-document.ts';

const ATOM = 'http://www.w3.org/2005/Atom';

/**
 * Atom (RFC 4287) with one entry per message. An entry's id is the HTTPS address of its CAP file, since IFRC's Alert Hub fetches the
 * id, and its one link is the same address, since Google's checker allows one; `updated` is the message's `sent`.
 */
export function atomFeed(channel: Channel, items: readonly FeedItem[]): string {
  const { language } = channel;
  const feed = newDocument().ele(ATOM, 'feed', { 'xmlns:cap': CAP_12, 'xml:lang': language });
  add(feed, 'id', channel.self);
  add(feed, 'title', channel.title);
  add(feed, 'updated', channel.updated);
  addEmpty(feed, 'link', { rel: 'self', type: 'application/atom+xml', href: channel.self });
  addEmpty(feed, 'link', { rel: 'alternate', type: 'text/html', href: channel.home });
  if (channel.hub !== null) addEmpty(feed, 'link', { rel: 'hub', href: channel.hub });
  for (const item of shown(items)) {
    const { alert, urls } = item;
    const blocks = blocksIn(alert, language);
    const leading = leadingOf(blocks);
    const entry = addEmpty(feed, 'entry', { 'xml:lang': leading?.language ?? language });
    add(entry, 'id', urls.cap);
    add(entry, 'title', markedTitle(item, headlineOf(leading, alert), language));
    add(entry, 'updated', alert.sent);
    add(addEmpty(entry, 'author'), 'name', leading?.senderName ?? alert.sender);
    addEmpty(entry, 'link', { rel: 'alternate', type: 'application/cap+xml', href: urls.cap });
    add(entry, 'summary', leading?.description ?? headlineOf(leading, alert));
    capElements(entry, alert, blocks);
  }
  return feed.end();
}
