import { blocksIn, headlineOf, leadingOf } from './blocks.ts';
import { type Channel, type FeedItem, shown } from './item.ts';
import { markedTitle } from './marks.ts';
import { add, addEmpty, newDocument } from './xml-document.ts';

const ATOM = 'http://www.w3.org/2005/Atom';

/** RSS wants a description of the channel. */
const ABOUT = {
  vi: 'Mỗi mục là một bản tin cảnh báo thiên tai; liên kết dẫn tới toàn văn theo chuẩn CAP 1.2.',
  en: 'Each item is one warning message; its link leads to the whole message in CAP 1.2.',
};

/**
 * RSS 2.0 (rssboard.org/rss-specification) as WMO's CAP Composer writes it: an item's link is the CAP file, its guid the message's
 * identifier, its categories those of CAP. `atom:link` names the document itself and the WebSub hub.
 */
export function rssFeed(channel: Channel, items: readonly FeedItem[]): string {
  const { language } = channel;
  const rss = newDocument().ele('rss', { version: '2.0', 'xmlns:atom': ATOM });
  const head = rss.ele('channel');
  add(head, 'title', channel.title);
  add(head, 'link', channel.home);
  add(head, 'description', ABOUT[language]);
  add(head, 'language', language);
  add(head, 'pubDate', mailDate(channel.updated));
  addEmpty(head, 'atom:link', { rel: 'self', type: 'application/rss+xml', href: channel.self });
  if (channel.hub !== null) addEmpty(head, 'atom:link', { rel: 'hub', href: channel.hub });
  for (const item of shown(items)) {
    const { alert, urls } = item;
    const blocks = blocksIn(alert, language);
    const leading = leadingOf(blocks);
    const one = addEmpty(head, 'item');
    add(one, 'title', markedTitle(item, headlineOf(leading, alert), language));
    add(one, 'link', urls.cap);
    add(one, 'description', asHtml(leading?.description ?? headlineOf(leading, alert)));
    for (const category of new Set(blocks.flatMap((block) => block.category))) add(one, 'category', category);
    add(one, 'guid', alert.identifier, { isPermaLink: 'false' });
    add(one, 'pubDate', mailDate(alert.sent));
  }
  return rss.end();
}

/** Readers show a description as HTML (rssboard.org/rss-profile): as it stands, "mưa < 50 mm" would lose its end. */
function asHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br/>');
}

/** RFC 822 with a year of four digits: `Thu, 06 Nov 2025 00:00:01 GMT`. */
function mailDate(time: string): string {
  return new Date(time).toUTCString();
}
