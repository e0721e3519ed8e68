import { useQueries, useQuery } from '@tanstack/react-query';
import { api } from '../api/index.ts';
import { movedTo, placesOf } from './at-once.ts';
import { type OfferedPlace, placeList } from './answers.ts';
import { areasOf, isSame, type Written } from './model.ts';

/** What Enter may do with what was typed beside the places of an area. */
export interface PlaceOption {
  readonly does: 'add' | 'replace' | 'move';
  readonly places: readonly OfferedPlace[];
}

const FORMER = /\s+(?:cũ|cu)$/iu;
/** Several places at once stand apart by semicolons: a comma says what a place lies in ("phường Quy Nhơn, Gia Lai"). */
const piecesOf = (text: string): string[] =>
  text
    .split(';')
    .map((piece) => piece.trim())
    .filter((piece) => piece.length >= 2);

const query = (text: string) => ({
  queryKey: ['places', text],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get(`/api/places?q=${encodeURIComponent(text)}`, placeList, { signal }),
  enabled: text.length >= 2,
  staleTime: Infinity,
});

/** The places that a text may mean. */
export function useOffered(text: string) {
  return useQuery({ ...query(text.trim()), placeholderData: (before) => before });
}

/** What may be done at `areas.<index>` with a typed name, or with a list of them; and the names of a list that mean nothing. */
export function usePlaceOptions(text: string, written: Written, index: number) {
  const pieces = piecesOf(text);
  const isList = text.includes(';');
  const single = useOffered(isList ? '' : text);
  const many = useQueries({ queries: isList ? pieces.map((piece) => query(piece.replace(FORMER, ''))) : [] });
  const held = placesOf(areasOf(written)[index] ?? {});
  if (!isList) {
    const offered = (text.trim().length >= 2 ? (single.data?.places ?? []) : []).filter((one) => !isHeld(held, one));
    const options = offered.map((one): PlaceOption => ({ does: 'add', places: [one] }));
    const [first] = offered;
    const moves: PlaceOption[] = first !== undefined && isElsewhere(written, index, [first]) ? [{ does: 'move', places: [first] }] : [];
    return { options: [...options.slice(0, 1), ...moves, ...options.slice(1)], unread: [], isFetching: single.isFetching };
  }
  const found = pieces.map((piece, at) => ofKind(many[at]?.data?.places ?? [], FORMER.test(piece), written));
  const isFetching = many.some((one) => one.isFetching);
  const unread = isFetching ? [] : pieces.filter((_, at) => found[at] === undefined);
  const places = found.flatMap((one) => one ?? []);
  if (places.length === 0 || unread.length > 0 || isFetching) return { options: [], unread, isFetching };
  const does = ['add', 'replace', ...(isElsewhere(written, index, places) ? ['move' as const] : [])] as const;
  return { options: does.map((one): PlaceOption => ({ does: one, places })), unread, isFetching };
}

const isHeld = (held: readonly Written[], one: OfferedPlace): boolean => held.some((place) => isSame(place, one.at));

const isElsewhere = (written: Written, index: number, places: readonly OfferedPlace[]): boolean =>
  areasOf(
    movedTo(
      written,
      index,
      places.map(({ at }) => at),
    ),
  ).some((area, at, all) => all.length < areasOf(written).length || (at !== index && !isSame(area, areasOf(written)[at])));

/** Of namesakes the one of before July 2025 where that was typed, otherwise one of a kind that the bulletin names already, otherwise the first. */
function ofKind(offered: readonly OfferedPlace[], isFormer: boolean, written: Written): OfferedPlace | undefined {
  const kindOf = ({ at }: OfferedPlace): string => String(at['kind']);
  if (isFormer) return offered.find((one) => kindOf(one).startsWith('former-'));
  const used = new Set(areasOf(written).flatMap((area) => placesOf(area).map((place) => String(place['kind']))));
  return offered.find((one) => used.has(kindOf(one))) ?? offered[0];
}

/** The bulletin after an option was taken. */
export function optionTaken(written: Written, index: number, { does, places }: PlaceOption): Written {
  const added = places.map(({ at }) => at);
  if (does === 'move') return movedTo(written, index, added);
  const areas = areasOf(written).map((area, at) => {
    if (at !== index) return area;
    const held = does === 'replace' ? [] : placesOf(area);
    return { ...area, places: [...held, ...added.filter((place) => !held.some((one) => isSame(one, place)))] };
  });
  return { ...written, areas };
}
