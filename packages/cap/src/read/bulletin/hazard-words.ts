import type { Hazard } from '@loa/domain/bulletin';

/**
 * Terms of the OASIS Event Terms List 1.0 that mean one hazard of Loa's list and no other. Terms that may mean several, such as
 * wind (218), storm (187), coastal flood (042) or dam break (052), are left to the text.
 */
export const OASIS_TERMS: ReadonlyMap<string, Hazard> = codes([
  ['tropical-depression', 201],
  ['storm', 51, 106, 202, 204],
  ['surge', 189],
  ['heavy-rain', 159],
  ['river-flood', 81, 103, 140],
  ['flash-flood-landslide', 56, 79, 119, 133],
  ['heat', 98],
  ['drought', 63],
  ['fog', 58, 82],
  ['whirlwind-lightning-hail', 95, 122, 186, 194, 195, 196, 215],
  ['severe-cold', 43, 44, 87, 91, 220],
  ['forest-fire', 33, 86, 217],
  ['earthquake', 68],
  ['tsunami', 203],
  ['high-tide', 102],
  ['large-waves', 96, 100, 101, 168, 191],
  ['subsidence', 180],
]);

/**
 * MeteoAlarm's `awareness_type` by its word, then by its number: senders number differently. Wind, snow, coastal events and
 * avalanches mean no hazard of Loa's list for certain.
 */
export const AWARENESS: ReadonlyMap<string, Hazard> = new Map<string, Hazard>([
  ['thunderstorm', 'whirlwind-lightning-hail'],
  ['fog', 'fog'],
  ['hightemperature', 'heat'],
  ['lowtemperature', 'severe-cold'],
  ['forestfire', 'forest-fire'],
  ['rain', 'heavy-rain'],
  ['flooding', 'river-flood'],
  ['flood', 'river-flood'],
  ['rainflood', 'river-flood'],
  ['3', 'whirlwind-lightning-hail'],
  ['4', 'fog'],
  ['5', 'heat'],
  ['6', 'severe-cold'],
  ['8', 'forest-fire'],
  ['10', 'heavy-rain'],
  ['12', 'river-flood'],
  ['13', 'river-flood'],
]);
/** Words of `awareness_type` that decide, whatever the number beside them. */
export const AWARENESS_WORDS: ReadonlySet<string> = new Set(['wind', 'snowice', 'coastalevent', 'avalanches']);

/**
 * Words of `event`, in English and Vietnamese, the longer ones before those that they contain. `null`: means no hazard of the list
 * for certain, though a word in it would.
 */
export const EVENT_WORDS: readonly (readonly [words: string, hazard: Hazard | null])[] = [
  ...words(null, 'coastal flood', 'coastal flooding', 'dust storm', 'snow storm', 'ice storm', 'bão tuyết', 'bão cát', 'bão từ'),
  ...words('tropical-depression', 'tropical depression', 'áp thấp nhiệt đới'),
  ...words('surge', 'storm surge', 'nước dâng', 'nước biển dâng'),
  ...words('storm', 'tropical storm', 'typhoon', 'super typhoon', 'hurricane', 'tropical cyclone', 'bão', 'siêu bão'),
  ...words('dam-release', 'dam release', 'reservoir release', 'xả lũ'),
  ...words('flash-flood-landslide', 'flash flood', 'flash flooding', 'landslide', 'mudslide', 'debris flow', 'lũ quét', 'sạt lở đất'),
  ...words('river-flood', 'flood', 'flooding', 'river flood', 'inundation', 'lũ', 'lũ lụt', 'ngập lụt'),
  ...words('whirlwind-lightning-hail', 'thunderstorm', 'thunderstorms', 'tornado', 'waterspout', 'lightning', 'hail', 'squall'),
  ...words('whirlwind-lightning-hail', 'lốc', 'sét', 'mưa đá', 'dông', 'giông'),
  ...words('heavy-rain', 'heavy rain', 'heavy rainfall', 'torrential rain', 'rain warning', 'mưa lớn', 'mưa to'),
  ...words('fog', 'fog', 'dense fog', 'sương mù'),
  ...words('heat', 'heat', 'heat wave', 'heatwave', 'high temperature', 'nắng nóng'),
  ...words('drought', 'drought', 'hạn hán'),
  ...words('salt-intrusion', 'salt intrusion', 'saltwater intrusion', 'xâm nhập mặn'),
  ...words('severe-cold', 'severe cold', 'extreme cold', 'cold wave', 'frost', 'rét đậm', 'rét hại', 'sương muối'),
  ...words('forest-fire', 'forest fire', 'wildfire', 'bushfire', 'bush fire', 'cháy rừng'),
  ...words('tsunami', 'tsunami', 'sóng thần'),
  ...words('earthquake', 'earthquake', 'động đất'),
  ...words('high-tide', 'high tide', 'triều cường'),
  ...words('large-waves', 'high waves', 'large waves', 'high surf', 'high seas', 'sóng lớn'),
  ...words('strong-wind-at-sea', 'strong wind at sea', 'gale warning', 'gió mạnh trên biển'),
  ...words('subsidence', 'subsidence', 'sinkhole', 'sụt lún', 'sạt lở bờ'),
];

function codes(rows: readonly (readonly [Hazard, ...number[]])[]): ReadonlyMap<string, Hazard> {
  return new Map(
    rows.flatMap(([hazard, ...numbers]) => numbers.map((one): [string, Hazard] => [`OET-${String(one).padStart(3, '0')}`, hazard])),
  );
}

function words(hazard: Hazard | null, ...all: readonly string[]): [string, Hazard | null][] {
  return all.map((one) => [one, hazard]);
}
