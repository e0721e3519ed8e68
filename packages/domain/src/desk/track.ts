import type { Storm } from '../bulletin/index.ts';
import type { Instant } from '../time.ts';

type Position = Storm['centre'];
type Known = { readonly at: Instant; readonly lat: number; readonly lon: number };

/** Where a forecast track is at an instant, degrees to a tenth, between the positions around it; nothing outside of it. */
export function alongTrack(track: readonly Position[], at: Instant): Partial<Pick<Position, 'lat' | 'lon'>> {
  const known = track.filter((one): one is Position & Known => one.at !== undefined && one.lat !== undefined && one.lon !== undefined);
  const next = known.findIndex((one) => one.at >= at);
  const [before, after] = [known[next - 1], known[next]];
  if (after?.at === at) return { lat: after.lat, lon: after.lon };
  if (before === undefined || after === undefined) return {};
  const share = (Date.parse(at) - Date.parse(before.at)) / (Date.parse(after.at) - Date.parse(before.at));
  return { lat: between(before.lat, after.lat, share), lon: between(before.lon, after.lon, share) };
}

const between = (from: number, to: number, share: number): number => Math.round((from + (to - from) * share) * 10) / 10;
