import ipaddr from 'ipaddr.js';

/** Global unicast is delegated from here alone (RFC 4291, 2.4; IANA IPv6 Global Unicast Address Assignments). */
const GLOBAL_V6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * The range that an IP address is in, by its name, such as `loopback`, `private`, `link-local`, `unique-local`, `multicast`,
 * `carrier-grade-nat`, `ipv4-mapped`, `nat64`; null for an address on the public internet (IANA special-purpose registries). An
 * IPv6 address that carries an IPv4 one is refused as such, whatever it carries.
 */
export function rangeOf(address: string): string | null {
  if (!ipaddr.isValid(address)) return 'unreadable';
  const parsed = ipaddr.parse(address);
  const range = parsed.range();
  if (range !== 'unicast') return NAMES[range] ?? range.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return parsed instanceof ipaddr.IPv6 && !parsed.match(GLOBAL_V6) ? 'reserved' : null;
}

/** What ipaddr.js names by the number of an RFC. */
const NAMES: Readonly<Record<string, string>> = {
  rfc6052: 'nat64',
  rfc6145: 'ipv4-translated',
  ipv4Mapped: 'ipv4-mapped',
  carrierGradeNat: 'carrier-grade-nat',
};
