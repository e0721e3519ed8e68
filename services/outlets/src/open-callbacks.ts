import { publicCallbacks } from '@loa/adapters/webhook';
import type { Callbacks } from '@loa/domain/ports';
import type { Logger } from '@loa/runtime';
import type { OutletsSettings } from './config.ts';

/** Calls to outlets; where the switch lets them into the network, it says so at the level that somebody looks at. */
export function openCallbacks({ allowPrivate }: Pick<OutletsSettings, 'allowPrivate'>, log: Logger): Callbacks {
  if (allowPrivate) {
    log.error({ setting: 'LOA_OUTLETS_ALLOW_PRIVATE' }, 'outlets may be http and inside the network: for tests and closed networks alone');
  }
  return publicCallbacks({ allowPrivate });
}
