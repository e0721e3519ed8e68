import { type BuiltFiles, readBuilt } from '@loa/runtime';

/** The screens as `npm run build` left them; null where it was not run. */
export const readScreens = (): Promise<BuiltFiles | null> => readBuilt(new URL('../web/dist/', import.meta.url));
