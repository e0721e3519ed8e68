/**
 * A text for xmlbuilder2, which takes `&lt;`, and even `& thunder;`, in a text for an entity of its own and writes the ampersand as it
 * stands (oozcitak/xmlbuilder2, issues 110 and 117): the reader then gets another text, or a document that is not well-formed. An
 * ampersand that is escaped already it leaves alone.
 */
export function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;');
}
