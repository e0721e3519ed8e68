import { type MouseEvent, type ReactNode, useSyncExternalStore } from 'react';
import { createStore } from './store.ts';

/** A place of this application. */
export interface Where {
  readonly path: string;
  readonly search: string;
  /** Another number each time that one goes to where one is: the page begins anew. */
  readonly visit: number;
}

const here = (visit: number): Where => ({ path: location.pathname, search: location.search, visit });
const where = createStore<Where>(here(0));
addEventListener('popstate', () => where.set(here(where.get().visit)));

/** Asked before a page is left; see {@link guardLeaving}. */
let guard: (() => boolean) | null = null;

/** Pages that the console itself writes: they are loaded, not shown by this application. */
const WRITTEN = /^\/reports(?:[/?]|$)/;

/** Goes to a path of this application, or to a page that the console writes. With `replace` the way back does not lead here. */
export function navigate(to: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (guard !== null && !guard()) return;
  guard = null;
  if (WRITTEN.test(to)) return location[replace ? 'replace' : 'assign'](to);
  const { path, search, visit } = where.get();
  const isHere = to === `${path}${search}`;
  history[replace || isHere ? 'replaceState' : 'pushState'](null, '', to);
  where.set(here(isHere ? visit + 1 : visit));
  scrollTo(0, 0);
}

/** Until the function returned is called, `mayLeave` is asked before another page of the application is shown. */
export function guardLeaving(mayLeave: () => boolean): () => void {
  guard = mayLeave;
  return () => {
    if (guard === mayLeave) guard = null;
  };
}

export const useWhere = (): Where => useSyncExternalStore(where.subscribe, where.get);

/** Parameters of the address's question mark. */
export const useSearch = (): URLSearchParams => new URLSearchParams(useWhere().search);

export interface LinkProps {
  readonly to: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A link inside the application; it says where one is. */
export function Link({ to, className, children }: LinkProps) {
  const { path } = useWhere();
  const follow = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(to);
  };
  return (
    <a href={to} className={className} onClick={follow} aria-current={path === to.split('?')[0] ? 'page' : undefined}>
      {children}
    </a>
  );
}

/** The parameters of `path` by a pattern such as `/wall/warnings/:id`; null where it does not fit. */
export function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const [wanted, given] = [pattern.split('/'), path.replace(/(.)\/$/, '$1').split('/')];
  if (wanted.length !== given.length) return null;
  const found: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) found[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return null;
  }
  return found;
}
