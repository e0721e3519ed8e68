import { formerProvinceByName, provinceByCode, seaAreas } from '../gazetteer.ts';
import { chainBetween } from './orders.ts';
import { type Reading, Unread } from './outcome.ts';
import { addLand, addSeas, formersOf, type Said, type Target } from './targets.ts';

/** An end of "from A to B" and the sides said of it alone ("Nam Quảng Trị"). */
export type End = { readonly target: Target; readonly sides: readonly string[] };

/** Adds every province, or the sea off each, from one end to the other; what is said of all of them applies to each. */
export function readChain(reading: Reading, start: End, end: End, said: Said, atSea: boolean): void {
  const [first, last] = [endOf(reading, start), endOf(reading, end)];
  const names = `${first.name} - ${last.name}`;
  if (atSea) {
    const named = seaAreas().find(({ kind, name }) => kind === 'coastal' && name === `${first.name} đến ${last.name}`);
    const plain = start.sides.length + end.sides.length + said.sides.length + said.terrains.length + said.narrowed.length === 0;
    // A forecast area of that name has its own limits: merged provinces at its ends may reach beyond them.
    if (named !== undefined && plain && first.present && last.present) reading.add({ kind: 'sea-area', id: named.id });
    else if (!addSeas(reading, first.formers, last.formers, said)) throw new Unread('no-order', names);
    return;
  }
  const span = chainBetween(first.formers, last.formers);
  if (span === null) throw new Unread('no-order', names);
  const cut = [...(start.sides.length > 0 ? first.formers : []), ...(end.sides.length > 0 ? last.formers : [])];
  for (const narrowed of said.narrowed) reading.approximate(`"${narrowed}" of ${names}: the whole is taken`);
  addChain(reading, span, first.present && last.present, cut, said);
}

function endOf(reading: Reading, { target, sides }: End): { name: string; formers: readonly string[]; present: boolean } {
  if (target.kind !== 'province') throw new Unread('no-order', target.kind);
  const { formers, told } = formersOf(target, sides);
  if (!told) reading.approximate(`"phía ${sides.join(', ')}" of ${target.name}: the whole province is taken`);
  return { name: target.name, formers, present: target.present !== null };
}

/** Adds present provinces where all their former ones on the chain are named, else the former ones. */
function addChain(reading: Reading, span: readonly string[], asPresent: boolean, cut: readonly string[], said: Said): void {
  const done = new Set<string>();
  for (const name of span) {
    const former = formerProvinceByName(name);
    const present = provinceByCode(former?.province ?? '');
    if (former === undefined || present === undefined || done.has(name)) continue;
    const own = asPresent && !cut.includes(name) ? present : null;
    if (own !== null) for (const other of formersOf({ kind: 'province', name, present, former }, []).formers) done.add(other);
    addLand(reading, { kind: 'province', name: own?.name ?? name, present: own, former }, said);
  }
}
