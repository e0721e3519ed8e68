import { instant } from '../clock.ts';
import { runAlertmanager } from './run-alertmanager.ts';
import type { Way } from './way.ts';

/**
 * Prometheus Alertmanager with one receiver of all addresses: every alert is a group of its own and goes out at once, with the item as an
 * annotation. Counted from before the alert is posted.
 */
export async function alertmanager(urls: readonly string[], itemOf: (event: string) => string): Promise<Way> {
  const running = await runAlertmanager(configuration(urls));
  return {
    async send(event) {
      const alert = { labels: { alertname: 'Warning', eventId: event }, annotations: { item: itemOf(event) } };
      const at = instant();
      await running.alert([alert]);
      return at;
    },
    stop: () => running.stop(),
  };
}

/** Its default wait before a group's first notification is 30 s. */
function configuration(urls: readonly string[]) {
  const route = { receiver: 'outlets', group_by: ['...'], group_wait: '0s', group_interval: '1h', repeat_interval: '24h' };
  return { route, receivers: [{ name: 'outlets', webhook_configs: urls.map((url) => ({ url, send_resolved: false })) }] };
}
