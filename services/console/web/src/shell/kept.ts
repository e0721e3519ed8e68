/** A small choice that this browser remembers; null where it remembers none, or may not. */
export function readKept(name: string): string | null {
  try {
    return localStorage.getItem(`loa-${name}`);
  } catch {
    return null;
  }
}

/** Remembers it, where the browser lets us. */
export function keep(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`loa-${name}`);
    else localStorage.setItem(`loa-${name}`, value);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}
