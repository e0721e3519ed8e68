import { approvalsPage } from '../approval/pages.ts';
import { lazyPage, type Page } from '../shell/page.ts';

export const deskPages: readonly Page[] = [
  {
    path: '/desk',
    title: { vi: 'Bàn dự báo', en: "Forecaster's desk" },
    roles: ['forecaster', 'approver'],
    Component: lazyPage(async () => (await import('./home.tsx')).DeskHome),
  },
  approvalsPage('/desk/approvals', ['forecaster', 'approver']),
];
