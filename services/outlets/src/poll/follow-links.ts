import { fetchMessage } from './fetch-document.ts';
import { type Found, goOn, noteDone, type Round, type RoundPorts } from './round.ts';
import { shownAt, type ShownLink } from './shown-in.ts';

/** A link that the source itself refuses so often is given up: until its entry changes, or the source's configuration. */
const MOST_REFUSALS = 5;

/** What came of the links of a document. */
export interface Followed {
  readonly found: readonly Found[];
  /** Of the last link that could not be read, a code; null when there was none. */
  readonly trouble: string | null;
  /** Whether links wait for another round. */
  readonly isMore: boolean;
}

/**
 * Follows links that were not followed before, the oldest entry first, since an Update needs the message that it refers to; those that
 * failed before come last. Throws RoundOver.
 */
export async function followLinks(ports: RoundPorts, round: Round, links: readonly ShownLink[]): Promise<Followed> {
  const { polls, fetches, settings, clock, log } = ports;
  const { id } = round.source;
  const known = new Map(
    (
      await polls.links(
        id,
        links.map(({ item }) => item),
      )
    ).map((one) => [one.link, one]),
  );
  const failuresOf = ({ item }: ShownLink): number => known.get(item)?.failures ?? 0;
  const open = links
    .filter(({ item }) => known.get(item)?.done !== true)
    .toReversed()
    .toSorted((one, other) => failuresOf(one) - failuresOf(other) || (one.at ?? '').localeCompare(other.at ?? ''));
  const found: Found[] = [];
  let trouble: string | null = null;
  for (const link of open.slice(0, settings.linksAtOnce)) {
    await goOn(ports, round);
    const got = await fetchMessage(fetches, link.url, { timeoutMs: settings.timeoutMs, signal: round.stopping });
    if (got.kind === 'whole') {
      found.push({ shown: shownAt(got.document, link.item), link: link.item });
      continue;
    }
    if (round.stopping.aborted) continue;
    const reason = `link-${got.reason}`;
    if (isRefusal(got.reason) && failuresOf(link) + 1 >= MOST_REFUSALS) {
      const shown = {
        kind: 'fault' as const,
        item: link.item,
        reason,
        findings: [{ element: 'link', rule: reason, says: link.url.slice(0, 500) }],
      };
      await noteDone(ports, round, { shown, link: link.item }, { outcome: 'refused', reason, findings: shown.findings });
      continue;
    }
    trouble = reason;
    log.info({ sourceId: id, reason, failures: failuresOf(link) + 1 }, 'link of a source not read');
    await polls.noteLink(id, link.item, 'failed', clock.now().toISOString());
  }
  const isMore = open.slice(settings.linksAtOnce).some((link) => failuresOf(link) === 0);
  return { found, trouble, isMore };
}

/** What the far side will say again: no server error, no request to come later, nobody that did not answer. */
function isRefusal(reason: string): boolean {
  return /^http-[34]\d\d$/.test(reason) ? !['http-408', 'http-425', 'http-429'].includes(reason) : reason === 'too-large';
}
