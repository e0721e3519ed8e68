/**
 * An e-mail address as it is compared with another: the domain in lower case, since it is the same in any (RFC 5321, 2.4); what stands before it
 * is its host's to read.
 */
export function canonicalMailbox(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 0 ? address : address.slice(0, at) + address.slice(at).toLowerCase();
}
