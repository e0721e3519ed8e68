import { type Commune, communes } from '../place/gazetteer.ts';
import type { Unit } from '../place/place-ref.ts';
import type { Audience, Subscriber } from './subscriber.ts';

/**
 * Subscribers who do not exist, the same ones for the same seed, ids 1 to `count`.
 *
 * Nobody can be reached: e-mail lies under example.com, which RFC 2606 keeps from ever being given out, and phone
 * numbers begin with +999, a country code that the ITU holds in reserve and that no network routes (E.164 list of
 * country codes). A number range of Viet Nam that is free today could be given to somebody tomorrow.
 *
 * Shares, unless others are given: 85 % citizens, 9 % agencies, 1 % relays, 5 % media; one in ten reads English. They are spread over the
 * communes by rough population (ward 3, commune 1, special zone 0.3); one in twenty is on a sea area too, one in a
 * hundred on the sea alone.
 */
export function* inventedSubscribers({ count, seed, shares = SHARES }: InventedOptions): Generator<Subscriber> {
  const random = mulberry32(seed);
  for (let id = 1; id <= count; id += 1) yield invent(id, shares, random);
}

/** Shares of audiences, each from 0 to 1; the rest are citizens. */
export type Shares = Readonly<Record<Exclude<Audience, 'citizen'>, number>>;

export interface InventedOptions {
  readonly count: number;
  readonly seed: number;
  readonly shares?: Shares | undefined;
}

const SHARES: Shares = { agency: 0.09, relay: 0.01, media: 0.05 };

type Random = () => number;

function invent(id: number, shares: Shares, random: Random): Subscriber {
  const audience = audienceOf(shares, random());
  const language = random() < 0.1 ? 'en' : 'vi';
  const channels = channelsOf(audience, random());
  const home = pick(COMMUNES, random());
  const units = [...new Set(audience === 'citizen' ? citizenUnits(home, random) : bodyUnits(audience, home, random))];
  const wide = units.length > SMALL;
  return {
    id,
    audience,
    language,
    ...(channels.includes('email') && { email: `loa-${String(id)}@example.com` }),
    ...(channels.includes('sms') && { phone: `+999${String(id).padStart(9, '0')}` }),
    units,
    supply: audience === 'agency' && (wide || random() < 0.2),
    exercises: audience === 'agency' && random() < 0.3,
    ...{ leastNeed: 1, leastNeeds: {}, unaccentedSms: false, ends: {}, points: [], consent: null, watchdog: false },
  };
}

function audienceOf({ agency, relay, media }: Shares, drawn: number): Audience {
  const citizens = 1 - agency - relay - media;
  if (drawn < citizens) return 'citizen';
  if (drawn < citizens + agency) return 'agency';
  return drawn < citizens + agency + relay ? 'relay' : 'media';
}

function channelsOf(audience: Audience, share: number): readonly ('email' | 'sms')[] {
  if (audience === 'agency' || audience === 'relay') return ['email', 'sms'];
  if (audience === 'media') return share < 0.3 ? ['email', 'sms'] : ['email'];
  if (share < 0.5) return ['sms'];
  return share < 0.75 ? ['email'] : ['email', 'sms'];
}

/** Most bodies look after one commune and a few after a whole former province: as many as are told apart by this. */
const SMALL = 8;

function bodyUnits(audience: Audience, home: Commune, random: Random): Unit[] {
  const province = (BY_FORMER_PROVINCE.get(home.formerProvince) ?? [home]).map((one) => one.code);
  if (audience === 'relay') return [home.code];
  const wide = random() < 0.1;
  if (audience === 'agency') return wide ? [...province, ...seaOff(home)] : [home.code];
  if (wide) return [...province, ...seaOff(home)];
  const from = Math.floor(random() * province.length);
  return [home.code, ...province.slice(from, from + 4)];
}

function citizenUnits(home: Commune, random: Random): Unit[] {
  const share = random();
  if (share < 0.012) return [...offshore(random)];
  if (share < 0.062) {
    const coastal = pick(COASTAL, random());
    return [coastal.code, ...seaOff(coastal), ...(random() < 0.4 ? offshore(random) : [])];
  }
  return [home.code];
}

/** Where boats go that stay out: an open sea area with the special zone in it, or without one. */
const OFFSHORE: readonly (readonly Unit[])[] = [
  ['bac-bien-dong', 'hoang-sa'],
  ['giua-bien-dong', 'hoang-sa', 'truong-sa'],
  ['giua-bien-dong'],
  ['nam-bien-dong', 'truong-sa'],
  ['bac-vinh-bac-bo', 'nam-vinh-bac-bo'],
  ['vinh-thai-lan'],
];

function offshore(random: Random): readonly Unit[] {
  return OFFSHORE[Math.floor(random() * OFFSHORE.length)] ?? [];
}

const SEA_OFF: Readonly<Record<string, Unit>> = Object.fromEntries(
  Object.entries({
    'bac-vinh-bac-bo': ['Quảng Ninh', 'Hải Phòng', 'Thái Bình', 'Nam Định', 'Ninh Bình', 'Thanh Hóa'],
    'nam-vinh-bac-bo': ['Nghệ An', 'Hà Tĩnh', 'Quảng Bình'],
    'quang-tri-quang-ngai': ['Quảng Trị', 'Thừa Thiên Huế', 'Đà Nẵng', 'Quảng Nam', 'Quảng Ngãi'],
    'gia-lai-dak-lak': ['Bình Định', 'Phú Yên'],
    'khanh-hoa': ['Khánh Hòa', 'Ninh Thuận'],
    'lam-dong-ho-chi-minh': ['Bình Thuận', 'Bà Rịa - Vũng Tàu'],
    'ho-chi-minh-ca-mau': ['Hồ Chí Minh', 'Tiền Giang', 'Bến Tre', 'Trà Vinh', 'Sóc Trăng', 'Bạc Liêu'],
    'ca-mau-an-giang': ['Cà Mau', 'Kiên Giang'],
  }).flatMap(([area, names]) => names.map((name) => [name, area] as const)),
);

function seaOff(home: Commune): Unit[] {
  const area = SEA_OFF[home.formerProvince];
  return area === undefined ? [] : [area];
}

const WEIGHT = { phường: 3, xã: 1, 'đặc khu': 0.3 } as const;
type Weighted = { readonly items: readonly Commune[]; readonly ends: readonly number[]; readonly total: number };

function weighted(items: readonly Commune[]): Weighted {
  let total = 0;
  const ends = items.map((one) => {
    total += WEIGHT[one.type];
    return total;
  });
  return { items, ends, total };
}

const BY_FORMER_PROVINCE = Map.groupBy(communes(), (one) => one.formerProvince);
const COMMUNES = weighted(communes());
const COASTAL = weighted(communes().filter((one) => SEA_OFF[one.formerProvince] !== undefined));

function pick({ items, ends, total }: Weighted, share: number): Commune {
  const at = share * total;
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? total) > at) high = middle;
    else low = middle + 1;
  }
  const found = items[low];
  if (found === undefined) throw new RangeError('the list of communes is empty');
  return found;
}

/** Mulberry32, a 32-bit generator in the public domain (Tommy Ettinger): numbers from 0 to below 1. */
function mulberry32(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
