import type { Role } from '@loa/domain/account';
import { type ComponentType, lazy } from 'react';
import type { Language } from './language.ts';

/** What a page is given: the parameters of its address. */
export interface PageProps {
  readonly parameters: Readonly<Record<string, string>>;
}

/** A page of an area. */
export interface Page {
  /** `/wall/warnings/:id`. */
  readonly path: string;
  /** The title, and the name in the navigation. */
  readonly title: Readonly<Record<Language, string>>;
  /** Who may open it. The server checks every request by itself; this only keeps people from doors that are shut. */
  readonly roles: readonly Role[];
  /** Whether the area's navigation leads to it; default yes. */
  readonly inNavigation?: boolean;
  readonly Component: ComponentType<PageProps>;
}

/** An entrance with its pages; the first one that somebody may open is where they come in. */
export interface Area {
  readonly name: 'desk' | 'wall' | 'accounts';
  readonly pages: readonly Page[];
}

/** A page's component, loaded when it is opened for the first time. */
export const lazyPage = (load: () => Promise<ComponentType<PageProps>>): ComponentType<PageProps> =>
  lazy(async () => ({ default: await load() }));
