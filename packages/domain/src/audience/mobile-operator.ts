/**
 * Mobile operators of Viet Nam by the prefix of a number, from Google's libphonenumber (resources/carrier/en/84.txt) and the conversion of
 * 11-digit numbers of 2018 (Ministry of Information and Communications); 87 is in neither, and stands in the lists that operators publish. The
 * longest prefix counts.
 */
const PREFIXES: Readonly<Record<MobileOperator, readonly string[]>> = {
  viettel: ['3', '866', '868', '869', '96', '97', '98'],
  vinaphone: ['81', '82', '83', '84', '85', '88', '91', '94'],
  mobifone: ['70', '76', '77', '78', '79', '89', '90', '93'],
  vietnamobile: ['522', '523', '56', '58', '92'],
  gmobile: ['59', '993', '994', '995', '996', '997'],
  indochina: ['998', '999'],
  itel: ['87'],
};
export const mobileOperators = ['viettel', 'vinaphone', 'mobifone', 'vietnamobile', 'gmobile', 'indochina', 'itel'] as const;
export type MobileOperator = (typeof mobileOperators)[number];

const BY_PREFIX = new Map(mobileOperators.flatMap((operator) => PREFIXES[operator].map((prefix) => [prefix, operator] as const)));
const LONGEST = Math.max(...[...BY_PREFIX.keys()].map((prefix) => prefix.length));

/**
 * The operator to whom the prefix of an E.164 number was given out; null for a fixed line, a number of another country and an unknown prefix.
 * Since November 2018 people may keep their number when they change operator, so it says where most such numbers are, and of no single number
 * where it is.
 */
export function mobileOperatorOf(phone: string): MobileOperator | null {
  if (!phone.startsWith('+84')) return null;
  const national = phone.slice(3);
  for (let length = LONGEST; length > 0; length -= 1) {
    const operator = BY_PREFIX.get(national.slice(0, length));
    if (operator !== undefined) return operator;
  }
  return null;
}
