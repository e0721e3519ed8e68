import { role } from '@loa/domain/account';
import { lazyPage, type Page } from '../shell/page.ts';

export const accountPages: readonly Page[] = [
  {
    path: '/accounts',
    title: { vi: 'Tài khoản', en: 'Accounts' },
    roles: ['administrator'],
    Component: lazyPage(async () => (await import('./accounts-page.tsx')).AccountsPage),
  },
  {
    path: '/account',
    title: { vi: 'Tài khoản của tôi', en: 'My account' },
    roles: role.options,
    inNavigation: false,
    Component: lazyPage(async () => (await import('./own-page.tsx')).OwnPage),
  },
];
