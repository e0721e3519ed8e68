/**
 * The fields of a line (RFC 4180), or null where its quotes do not fit. A field holds no line break: a quote that is left open spoils its own line, and
 * not the rest of the file.
 */
export function splitFields(line: string): string[] | null {
  if (!line.includes('"')) return line.split(',');
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (line[at] === '"') {
      let text = '';
      for (at += 1; ;) {
        const quote = line.indexOf('"', at);
        if (quote === -1) return null;
        text += line.slice(at, quote);
        at = quote + 1;
        if (line[at] !== '"') break;
        text += '"';
        at += 1;
      }
      if (at < line.length && line[at] !== ',') return null;
      fields.push(text);
    } else {
      const comma = line.indexOf(',', at);
      const field = line.slice(at, comma === -1 ? undefined : comma);
      if (field.includes('"')) return null;
      fields.push(field);
      at = comma === -1 ? line.length : comma;
    }
    if (at >= line.length) return fields;
    at += 1;
    if (at === line.length) return [...fields, ''];
  }
}
