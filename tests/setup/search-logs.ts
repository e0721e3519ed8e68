/** Something in a log that no log may hold. */
export interface Leak {
  /** From 1. */
  readonly line: number;
  readonly what: string;
  readonly text: string;
}

/** Fields that hold an address, a number, a person's name or a message's words: in a log each of them is redacted, at whatever depth. */
const FIELDS = new Set([
  ...['email', 'phone', 'to', 'from', 'cc', 'bcc', 'address', 'addresses', 'recipient', 'recipients', 'envelope'],
  ...['name', 'fullName', 'displayName', 'contact', 'text', 'html', 'body', 'content', 'subject', 'headline'],
]);
const REDACTED = '[redacted]';

/** Written without the runtime's own patterns, which it judges. */
const PATTERNS: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['an e-mail address', /[\p{L}\d._%+-]+(?:@|%40)[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/u],
  ['an international number', /(?:\+|%2B)[1-9]\d{7,14}(?!\d)/i],
  ['a number of Viet Nam', /(?<![\w.+:-])(?:84|0)[235789]\d{8}(?![\w.])/],
  // The numbers and addresses of the invented registry, however much of their form was lost.
  ['a number of the invented registry', /(?<![\w.-])999\d{9}(?!\w)/],
  ['an address of the invented registry', /\b(?:loa|subscriber)-\d+\b(?=[@%]|\s+at\s)/],
];

/** Every line of `text` that holds an address, a phone number, or a personal field with a value; `names` are refused wherever they stand. */
export function leaksIn(text: string, names: readonly string[]): Leak[] {
  return text.split('\n').flatMap((line, at) => {
    const found = [
      ...PATTERNS.filter(([, pattern]) => pattern.test(line)).map(([what]) => what),
      ...names.filter((name) => line.includes(name)).map((name) => `the name "${name}"`),
      ...fieldsOf(line),
    ];
    return found.map((what) => ({ line: at + 1, what, text: line }));
  });
}

/** Lines that each service wrote, by the field `service`. */
export function linesByService(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of text.split('\n')) {
    const record = recordOf(line);
    if (typeof record?.['service'] === 'string') counts.set(record['service'], (counts.get(record['service']) ?? 0) + 1);
  }
  return counts;
}

function fieldsOf(line: string): string[] {
  const found: string[] = [];
  const walk = (value: unknown, key: string): void => {
    if (typeof value === 'object' && value !== null) for (const [inner, one] of Object.entries(value)) walk(one, inner);
    else if (FIELDS.has(key) && typeof value === 'string' && value !== REDACTED) found.push(`the field "${key}"`);
  };
  walk(recordOf(line), '');
  return found;
}

function recordOf(line: string): Record<string, unknown> | null {
  if (!line.startsWith('{')) return null;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return null;
  }
}
