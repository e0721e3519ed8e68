export { addressKeys } from './address-keys.ts';
export { checkAddressKeys } from './check-address-keys.ts';
export { registryTable, SubscriberRefused } from './registry-table.ts';
export { type Addresses, type AddressKey, AddressUnreadable, createAddresses, type SealedAddress } from './sealed-addresses.ts';
