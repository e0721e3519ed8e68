export { addressKeys } from './address-keys.ts';
export { checkAddressKeys } from './check-address-keys.ts';
export { ownAddressKeys } from './own-address-keys.ts';
export { optOutsTable, registryTable } from './registry-table.ts';
export { type Addresses, type AddressKey, AddressUnreadable, createAddresses, type SealedAddress } from './sealed-addresses.ts';
export { otherKeys, type ResealedSlice, resealSlice } from './reseal.ts';
export { SubscriberRefused } from './subscriber-refused.ts';
export { ADDRESS_LOCK, INSERT_UNITS, OWE } from './statements.ts';
export { consentId, insertSubscribers, operatorOf, unitColumns } from './write-subscribers.ts';
