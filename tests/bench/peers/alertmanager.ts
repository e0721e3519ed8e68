import { startSinkProcess } from '@loa/testing/servers';
import { runAlertmanager } from '../webhooks/run-alertmanager.ts';
import { FROM, type Peer, type PeerOptions } from './peer.ts';

const ALERTS_AT_ONCE = 500;

/**
 * Alertmanager with one receiver, whose address is a label of the alert: an alert, and so a group, to each recipient. It keeps alerts in memory
 * and counts on whoever posts them to post them again; so after a restart all alerts of the job are posted again, as Prometheus would after a minute.
 * Its cancel is a silence.
 */
export async function alertmanager({ recipients, words }: PeerOptions): Promise<Peer> {
  const sink = await startSinkProcess();
  const running = await runAlertmanager(configuration(sink.smtpUrl));
  let life = 0;
  const post = async (job: string): Promise<void> => {
    const began = life;
    for (let from = 0; from < recipients.length && life === began; from += ALERTS_AT_ONCE) {
      const some = recipients.slice(from, from + ALERTS_AT_ONCE);
      const posted = running.alert(
        some.map((recipient) => ({ labels: { alertname: 'Warning', job, recipient }, annotations: { ...words } })),
      );
      await posted.catch((error: unknown) => {
        // Killed meanwhile.
        if (life === began) throw error;
      });
    }
  };
  return {
    sink,
    begin: post,
    async killAndRestart(job) {
      life += 1;
      await running.killAndRestart();
      await post(job);
    },
    cancel: (job) => running.silence('job', job),
    isDone: async () => (await running.underWay('email')) === 0,
    async stop() {
      await running.stop();
      await sink.stop();
    },
  };
}

/** Its default wait before a group's first notification is 30 s. All else is as it comes. */
function configuration(smtpUrl: string) {
  const annotation = (name: keyof PeerOptions['words']): string => `(index .Alerts 0).Annotations.${name}`;
  const email = {
    to: '{{ .GroupLabels.recipient }}',
    from: FROM,
    smarthost: new URL(smtpUrl).host,
    require_tls: false,
    headers: { Subject: `{{ ${annotation('subject')} }}` },
    text: `{{ ${annotation('text')} }}`,
    html: `{{ ${annotation('html')} | safeHtml }}`,
  };
  const route = { receiver: 'people', group_by: ['job', 'recipient'], group_wait: '0s' };
  return { route, receivers: [{ name: 'people', email_configs: [email] }] };
}
