import { approvalsPage } from '../approval/pages.ts';
import { lazyPage, type Page } from '../shell/page.ts';

export const wallPages: readonly Page[] = [
  {
    path: '/wall',
    title: { vi: 'Bàn trực điều hành', en: "Operators' wall" },
    roles: ['operator', 'approver'],
    Component: lazyPage(async () => (await import('./home.tsx')).WallHome),
  },
  approvalsPage('/wall/approvals', ['operator']),
];
