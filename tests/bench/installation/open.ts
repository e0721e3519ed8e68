import { embedded } from './embedded.ts';
import type { EnginesName, Installation, InstallationOptions } from './installation.ts';
import { real } from './real.ts';

/** Starts Loa on the engines. */
export const open = (engines: EnginesName, options: InstallationOptions): Promise<Installation> =>
  engines === 'embedded' ? embedded(options) : real(options);
