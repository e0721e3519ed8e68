import { RULEBOOKS, rulebookOf } from '@loa/domain/risk';

export { RULEBOOKS };
const found = rulebookOf('VN', '2025-11-06T00:00:00.000Z');
if (found === undefined) throw new Error('Viet Nam has no rulebook in 2025');
/** The rulebook of Viet Nam. */
export const VN = found;
