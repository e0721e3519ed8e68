import { readChain } from './chain.ts';
import { type DangerBox, dangerBox, seasInBox } from './danger-box.ts';
import { type Lexeme, lexemesOf } from './lexemes.ts';
import { inOrder } from './orders.ts';
import { Reading, type RegionPhrase, Unread } from './outcome.ts';
import { isMerged, nearestTo, settle, type Written } from './settle.ts';
import { refuseWhatIsNoPlace } from './refuse.ts';
import { addTarget, formersOf, NOTHING_SAID, type Said, type Target } from './targets.ts';
import { keyOf, type Named, vocabulary } from './vocabulary.ts';

type NameLexeme = Lexeme & { role: 'name' };
/** When the bulletin was issued, and whether it speaks of the sea where the phrase does not say ('gió mạnh trên biển'). */
export type PhraseContext = { readonly at: Date; readonly medium?: 'land' | 'sea' };
/** What was read before a name and waits for it. */
type Waiting = { said: Said; each: boolean; from: boolean; type: string | null; anySide: boolean };

const NONE_WAITING: Waiting = { said: NOTHING_SAID, each: false, from: false, type: null, anySide: false };
/** Sides across the coast: "phía Đông Quảng Ngãi - Đắk Lắk" speaks of every province between; "Nam Quảng Trị - Huế" of its end only. */
const ALONG = new Set(['bắc', 'nam']);

/**
 * Reads how Vietnamese bulletins name regions ("vùng biển ven bờ từ Thanh Hóa đến Quảng Trị", "đất liền phía Đông từ Quảng
 * Ngãi đến Gia Lai (bao gồm đặc khu Lý Sơn)") into places. Province names are those of the bulletin's date: before 1 July
 * 2025 "Quảng Trị" is the former province. What is not understood is an error that says which words; nothing is left out.
 */
export function regionPhrase(text: string, { at, medium = 'land' }: PhraseContext): RegionPhrase {
  const box = dangerBox(text);
  if (box !== null) return seaOf(box, text);
  try {
    const { lexemes, marked } = lexemesOf(text);
    const reading = new Reading();
    refuseWhatIsNoPlace(lexemes, text);
    new Reader(lexemes, { marked, date: at, atSea: medium === 'sea' }, reading).read();
    if (reading.places.length === 0) throw new Unread(lexemes.length === 0 ? 'empty' : 'nothing-named', text);
    return { ok: true, places: reading.places, exact: reading.notes.length === 0, notes: reading.notes };
  } catch (error) {
    if (error instanceof Unread) return { ok: false, reason: error.reason, unread: error.unread, nearest: error.nearest };
    throw error;
  }
}

function seaOf(box: DangerBox, text: string): RegionPhrase {
  const places = seasInBox(box);
  if (places.length === 0) return { ok: false, reason: 'nothing-named', unread: text, nearest: [] };
  return { ok: true, places, exact: false, notes: [`"${text}": the sea areas that the box meets`] };
}

class Reader {
  #at = 0;
  #waiting: Waiting = NONE_WAITING;
  #last: Said = NOTHING_SAID;
  #lastEach = false;
  /** Sides and terrains that stood alone before "và": they belong to the next name. */
  #alone: string[] = [];
  #atSea: boolean;
  readonly #lexemes: readonly Lexeme[];
  readonly #marked: boolean;
  readonly #date: Date;
  readonly #reading: Reading;

  constructor(lexemes: readonly Lexeme[], { marked, date, atSea }: { marked: boolean; date: Date; atSea: boolean }, reading: Reading) {
    this.#lexemes = lexemes;
    this.#marked = marked;
    this.#date = date;
    this.#atSea = atSea;
    this.#reading = reading;
  }

  read(): void {
    for (let one = this.#lexemes[this.#at]; one !== undefined; one = this.#lexemes[this.#at]) {
      if (one.role === 'name') this.#name(one);
      else this.#word(one);
    }
    const [left] = [...this.#alone, ...this.#waiting.said.sides, ...this.#waiting.said.terrains];
    if (left !== undefined) throw new Unread('nothing-named', left);
  }

  #word(one: Lexeme): void {
    this.#at += 1;
    const { said } = this.#waiting;
    switch (one.role) {
      case 'medium':
        this.#atSea = one.medium === 'sea';
        this.#last = NOTHING_SAID;
        if (one.narrow !== undefined) this.#wait({ said: { ...said, narrowed: [...said.narrowed, one.text] } });
        return;
      case 'compass':
        return this.#wait({ said: { ...said, sides: [...said.sides, one.side] } });
      case 'terrain':
        return this.#wait({ said: { ...said, terrains: [...said.terrains, one.terrain] } });
      case 'some':
      case 'rivers':
      case 'river':
        return this.#wait({ said: { ...said, narrowed: [...said.narrowed, one.text] } });
      case 'from':
        return this.#wait({ from: true, anySide: said.sides.length > 0 });
      case 'each':
        return this.#wait({ each: said.sides.length + said.terrains.length > 0 });
      case 'time':
        return this.#wait({ from: false });
      case 'type':
        return this.#wait({ type: one.type });
      case 'and':
        return this.#leaveAlone(said);
      case 'open':
        return this.#brackets();
      default:
    }
  }

  /** Of "phía Tây khu vực Bắc và Giữa Biển Đông", "Bắc" waits for its name, and "phía Tây" is said of both. */
  #leaveAlone(said: Said): void {
    const [sides, terrains] = [said.sides.slice(0, -1), said.terrains.slice(0, -1)];
    const word = said.sides.at(-1) ?? said.terrains.at(-1);
    if (word !== undefined) this.#alone.push(word);
    this.#waiting = {
      ...NONE_WAITING,
      said: { sides, terrains: said.sides.length > 0 ? said.terrains : terrains, narrowed: said.narrowed },
    };
  }

  #wait(more: Partial<Waiting>): void {
    this.#waiting = { ...this.#waiting, ...more };
  }

  /** Brackets name what is included, or the parts that are meant of the place before them, or explain it. */
  #brackets(): void {
    const close = this.#closeFrom(this.#at);
    const inside = this.#lexemes.slice(this.#at, close);
    this.#at = close + 1;
    if (inside.every((one) => ['old', 'time', 'and', 'dash', 'from', 'to'].includes(one.role))) return;
    const words = (of: readonly Lexeme[]) => of.map((one) => one.text).join(' ');
    const unread = words(inside.filter((one) => one.role === 'unknown'));
    const includes = inside.some((one) => one.role === 'including');
    if (includes && unread !== '') throw new Unread('unknown-words', unread, nearestTo(unread));
    if (includes) this.#inside(inside);
    else this.#reading.approximate(`"(${words(inside)})": not read`);
  }

  /** Where the bracket opened before `from` closes; the end where it is left open. */
  #closeFrom(from: number): number {
    const close = this.#lexemes.findIndex((one, index) => index >= from && one.role === 'close');
    return close < 0 ? this.#lexemes.length : close;
  }

  #inside(lexemes: readonly Lexeme[]): void {
    new Reader(lexemes, { marked: this.#marked, date: this.#date, atSea: this.#atSea }, this.#reading).read();
  }

  #name(one: NameLexeme): void {
    const { said, type, each } = this.#waiting;
    this.#at += 1;
    const target = this.#settled(one, type);
    const to = this.#chainEnd();
    const ownSaid = this.#withLast(said, target);
    this.#aloneWith(one, said);
    if (to !== null && target.kind === 'province') this.#chain(target, ownSaid, to);
    else if (to?.must === true) throw new Unread('no-order', one.text);
    else if (!this.#parts(target)) addTarget(this.#reading, target, this.#joined(ownSaid), this.#atSea);
    if (said.sides.length + said.terrains.length > 0) [this.#last, this.#lastEach] = [to === null ? said : NOTHING_SAID, each];
    this.#waiting = NONE_WAITING;
    this.#alone = [];
  }

  #settled(one: NameLexeme, type: string | null): Target {
    const written: Written = { text: one.text, type, old: this.#calledOld(), within: this.#within() };
    return settle(one.names, written, this.#date);
  }

  #calledOld(): boolean {
    const [next, second] = [this.#lexemes[this.#at], this.#lexemes[this.#at + 1]];
    return next?.role === 'old' || (next?.role === 'open' && second?.role === 'old');
  }

  /** Former provinces named in the brackets that follow this name or the list it stands in: "Tân Phú, Định Quán (Đồng Nai)". */
  #within(): string[] {
    let at = this.#at;
    const passes = (role: Lexeme['role'] | undefined) => role === 'and' || role === 'name' || role === 'type' || role === 'filler';
    while (passes(this.#lexemes[at]?.role)) at += 1;
    if (this.#lexemes[at]?.role !== 'open') return [];
    const inside = this.#lexemes.slice(at + 1, this.#closeFrom(at + 1)).filter((one) => !['filler', 'type', 'old'].includes(one.role));
    const [only] = inside;
    const province = inside.length === 1 && only?.role === 'name' ? only.names.find((named) => named.kind === 'province') : undefined;
    if (province?.kind !== 'province') return [];
    return isMerged(this.#date) ? inOrder([province.name, ...(province.present?.formerProvinces ?? [])]) : [province.name];
  }

  /** "(Kon Tum)" after Kon Plông says where it lies; "TP.HCM (Bình Chánh, Nhà Bè)" says which parts are meant. */
  #parts(target: Target): boolean {
    if (this.#lexemes[this.#at]?.role !== 'open') return false;
    const close = this.#closeFrom(this.#at + 1);
    const inside = this.#lexemes.slice(this.#at + 1, close);
    if (inside.some((one) => !['name', 'and', 'filler', 'type', 'each', 'old'].includes(one.role))) return false;
    const names = inside.filter((one): one is NameLexeme => one.role === 'name');
    if (names.length === 0) return false;
    if (target.kind === 'district' || target.kind === 'commune' || target.kind === 'island') {
      this.#at = close + 1;
      return false;
    }
    if (target.kind !== 'province') return false;
    this.#at = close + 1;
    const { formers } = formersOf(target, []);
    for (const one of names) {
      const written: Written = { text: one.text, type: null, old: false, within: formers };
      const part = settle(
        one.names.filter((named) => named.kind !== 'region' && named.kind !== 'province'),
        written,
        this.#date,
      );
      addTarget(this.#reading, part, NOTHING_SAID, this.#atSea);
    }
    return true;
  }

  /** The other end where this name begins a chain: after "đến" or a dash comes a name. */
  #chainEnd(): { target: Target; said: Said; must: boolean } | null {
    let at = this.#at + (this.#lexemes[this.#at]?.role === 'old' ? 1 : 0);
    const link = this.#lexemes[at];
    if (link?.role !== 'to' && link?.role !== 'dash') return null;
    at += 1;
    const sides: string[] = [];
    const terrains: string[] = [];
    let type: string | null = null;
    for (let one = this.#lexemes[at]; one !== undefined; one = this.#lexemes[at]) {
      at += 1;
      if (one.role === 'compass') sides.push(one.side);
      else if (one.role === 'terrain') terrains.push(one.terrain);
      else if (one.role === 'type') type = one.type;
      else if (one.role === 'name') {
        this.#at = at;
        return { target: this.#settled(one, type), said: { sides, terrains, narrowed: [] }, must: link.role === 'to' };
      } else if (one.role !== 'filler' && one.role !== 'side' && one.role !== 'each') break;
    }
    throw new Unread('nothing-named', link.text);
  }

  #chain(start: Target & { kind: 'province' }, said: Said, end: { target: Target; said: Said }): void {
    const { from, anySide } = this.#waiting;
    // "phía Đông từ A đến B" speaks of all between, "từ phía Nam A đến B" of A alone, "Nam A - B" too, "phía Đông A - B" of all.
    const own = from ? (anySide ? [] : said.sides) : said.sides.filter((side) => ALONG.has(side));
    const overall = { ...said, sides: said.sides.filter((side) => !own.includes(side)) };
    readChain(this.#reading, { target: start, sides: own }, { target: end.target, sides: end.said.sides }, overall, this.#atSea);
  }

  /** What was said of the name before it: of "phía Đông Gia Lai, Đắk Lắk" it is not sure whether all of Đắk Lắk is meant. */
  #withLast(said: Said, target: Target): Said {
    const unsaid = said.sides.length + said.terrains.length === 0;
    if (!unsaid || this.#last.sides.length + this.#last.terrains.length === 0 || target.kind !== 'province') return said;
    if (this.#alone.length > 0) return said;
    const tells = formersOf(target, this.#last.sides).told && this.#last.sides.length > 0;
    if (!this.#lastEach && !tells && this.#last.terrains.length === 0) return said;
    if (!this.#lastEach)
      this.#reading.approximate(`"${[...this.#last.sides, ...this.#last.terrains].join(' ')}" read of ${target.name} too`);
    return { ...this.#last, narrowed: said.narrowed };
  }

  /** "Bắc và Giữa Biển Đông", "đồng bằng, trung du Bắc Bộ": a word left alone makes a name of its own with the next one's. */
  #aloneWith(one: NameLexeme, said: Said): void {
    const rest: string[] = [];
    for (const alone of this.#alone) {
      const named = this.#lookUp([...alone.split(' '), ...one.words]) ?? this.#lookUp([...alone.split(' '), ...one.words.slice(1)]);
      if (named === undefined) rest.push(alone);
      else
        addTarget(
          this.#reading,
          settle(named, { text: one.text, type: null, old: false, within: [] }, this.#date),
          { ...NOTHING_SAID, sides: said.sides },
          this.#atSea,
        );
    }
    this.#alone = rest;
  }

  #joined(said: Said): Said {
    const words = this.#alone;
    const terrains = words.filter((word) => TERRAINS.has(word));
    return { ...said, sides: [...words.filter((word) => !TERRAINS.has(word)), ...said.sides], terrains: [...terrains, ...said.terrains] };
  }

  #lookUp(words: readonly string[]): readonly Named[] | undefined {
    return vocabulary(this.#marked).names.get(keyOf(words, this.#marked));
  }
}

const TERRAINS = new Set(['ven biển', 'vùng núi', 'trung du', 'đồng bằng', 'biên giới']);
