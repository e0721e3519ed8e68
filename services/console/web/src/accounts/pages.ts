import { lazyPage, type Page } from '../shell/page.ts';

export const accountPages: readonly Page[] = [
  {
    path: '/accounts',
    title: { vi: 'Tài khoản', en: 'Accounts' },
    roles: ['administrator'],
    Component: lazyPage(async () => (await import('./accounts-page.tsx')).AccountsPage),
  },
];
