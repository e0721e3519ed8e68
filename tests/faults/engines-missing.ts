import { realServers, ServerMissing } from '@loa/testing/servers';

/** True where an engine that can be killed is not to be had: says so, and with `CI=true` throws {@link ServerMissing} instead. */
export async function enginesMissing(): Promise<boolean> {
  const found = Object.values(await realServers({ controllable: true }));
  const reasons = found.flatMap((one) => (one.source === 'nowhere' ? [one.reason] : []));
  if (reasons.length === 0) return false;
  if (process.env['CI'] === 'true') throw new ServerMissing(reasons.join('\n'));
  process.stderr.write(`skipped, ${reasons.join('\n')}\n`);
  return true;
}
