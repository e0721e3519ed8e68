import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { communes, formerDistricts, placeOfText, provinceByCode } from '@loa/domain/place';

const HEADER = 'id,email,phone,place,former_place\n';
/** Rows of one piece of the file. */
const PIECE = 5_000;

/** How a place is written: what stands in `place` and in `former_place`. */
interface Written {
  readonly columns: string;
  readonly units: readonly string[];
}

/** Places as lists hold them: a present commune by code and by name with its province, a former one by code and by name with district and province. */
function waysToWrite(): Written[] {
  const present = communes().flatMap((one) => [one.code, `${one.type} ${one.name}, ${provinceByCode(one.province)?.name ?? ''}`]);
  const former = formerDistricts().flatMap(({ name, province, communes: inIt }) =>
    inIt.flatMap((one) => [one.code, `${one.name}, ${name}, ${province}`]),
  );
  const written = (text: string, isFormer: boolean): Written[] => {
    const found = placeOfText(text, { former: isFormer });
    return found.ok ? [{ columns: isFormer ? `,"${text}"` : `"${text}",`, units: found.units }] : [];
  };
  return [...present.flatMap((text) => written(text, false)), ...former.flatMap((text) => written(text, true))];
}

/** Not a divisor of the number of places, so that neighbours in the file lie far apart. */
const STRIDE = 7_919;

/**
 * A list of people who do not exist: half by number, a quarter by e-mail and a quarter by both; a number in ten with spaces. `movedEvery`: so often somebody
 * has another place than without it.
 */
export async function writeList(path: string, rows: number, { movedEvery }: { movedEvery?: number } = {}): Promise<void> {
  const places = waysToWrite();
  const placeAt = (at: number): Written => places[at % places.length] ?? { columns: ',', units: [] };
  const elsewhere = (at: number): Written => {
    const { units } = placeAt(at);
    for (let other = at + 1; ; other += 1) if (!placeAt(other).units.some((unit) => units.includes(unit))) return placeAt(other);
  };
  const rowOf = (n: number): string => {
    const { columns } = movedEvery !== undefined && n % movedEvery === 0 ? elsewhere(n * STRIDE) : placeAt(n * STRIDE);
    const digits = String(n).padStart(6, '0');
    const phone = n % 10 === 5 ? `0905 ${digits.slice(0, 3)} ${digits.slice(3)}` : `0905${digits}`;
    const email = n % 4 > 1 ? `loa-${n}@example.com` : '';
    return `${n},${email},${n % 4 === 3 ? '' : phone},${columns}\n`;
  };
  const pieces = function* (): Generator<string> {
    yield HEADER;
    for (let from = 0; from < rows; from += PIECE)
      yield Array.from({ length: Math.min(PIECE, rows - from) }, (_, nth) => rowOf(from + nth)).join('');
  };
  await pipeline(Readable.from(pieces()), createWriteStream(path));
}
