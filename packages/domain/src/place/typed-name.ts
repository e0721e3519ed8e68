/** Words for the type of a unit before its name, as bulletins write and shorten them. */
const TYPES: readonly (readonly [RegExp, string])[] = [
  [/^(thành phố|thanh pho|t\.?\s?p)(\.\s*|\s+)/iu, 'thành phố'],
  [/^(thị xã|thi xa|t\.?\s?x)(\.\s*|\s+)/iu, 'thị xã'],
  [/^(thị trấn|thi tran|t\.?\s?t)(\.\s*|\s+)/iu, 'thị trấn'],
  [/^(đặc khu|dac khu)\s+/iu, 'đặc khu'],
  [/^(tỉnh|tinh)\s+/iu, 'tỉnh'],
  [/^((huyện đảo|huyện|h\.)\s*|(huyen dao|huyen)\s+)/iu, 'huyện'],
  [/^((quận|q\.)\s*|quan\s+)/iu, 'quận'],
  [/^((phường|p\.)\s*|phuong\s+)/iu, 'phường'],
  [/^(xã đảo|xa dao|xã|xa|x\.)\s+/iu, 'xã'],
];

/** A name and the type written before it: "TX. Kỳ Anh" is the thị xã Kỳ Anh. A name that is all type keeps its words. */
export function typedName(given: string): { type: string | null; name: string } {
  const text = given.normalize('NFC').trim();
  for (const [before, type] of TYPES) {
    const name = text.replace(before, '');
    if (name !== text && name !== '') return { type, name };
  }
  return { type: null, name: text };
}
