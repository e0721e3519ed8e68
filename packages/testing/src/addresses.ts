import { createAddresses } from '@loa/adapters/postgres';

/** Keys that seal the addresses of tests, as `LOA_ADDRESS_KEYS` and as they are used. Of no secret whatever. */
export const TEST_ADDRESS_KEYS = `1:${Buffer.alloc(32, 7).toString('base64')}`;
export const testAddresses = createAddresses([{ id: 1, key: new Uint8Array(32).fill(7) }]);
