import type { Role } from '@loa/domain/account';
import { accountPages } from '../accounts/pages.ts';
import { deskPages } from '../desk/pages.ts';
import { wallPages } from '../wall/pages.ts';
import type { Area, Page } from './page.ts';
import { matchPath } from './router.tsx';

/** Every entrance that people log in for. */
export const AREAS: readonly Area[] = [
  { name: 'desk', pages: deskPages },
  { name: 'wall', pages: wallPages },
  { name: 'accounts', pages: accountPages },
];

export const mayOpen = ({ roles }: Pick<Page, 'roles'>, held: readonly Role[]): boolean => roles.some((one) => held.includes(one));

/** Where somebody with these roles comes in; null where no entrance is theirs. */
export function firstPage(held: readonly Role[]): string | null {
  return AREAS.flatMap(({ pages }) => pages).find((page) => page.inNavigation !== false && mayOpen(page, held))?.path ?? null;
}

/** The page at a path with what its address says; null where there is none. */
export function pageAt(
  path: string,
): { readonly area: Area; readonly page: Page; readonly parameters: Readonly<Record<string, string>> } | null {
  for (const area of AREAS)
    for (const page of area.pages) {
      const parameters = matchPath(page.path, path);
      if (parameters !== null) return { area, page, parameters };
    }
  return null;
}
