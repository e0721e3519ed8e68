const HERE = 'http://here.invalid';

/** Where somebody goes after the log-in: a path of this server alone; `/` for anything that a browser could read otherwise. */
export function ownPath(next: string | undefined): string {
  // Browsers read a backslash as a slash, and drop tabs and line breaks inside an address (WHATWG URL).
  if (next === undefined || !/^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(next)) return '/';
  const url = URL.parse(next, HERE);
  if (url === null || url.origin !== HERE || url.pathname.startsWith('//')) return '/';
  return url.pathname + url.search + url.hash;
}
