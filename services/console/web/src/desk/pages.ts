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
  {
    path: '/desk/write',
    title: { vi: 'Viết tin', en: 'Write' },
    roles: ['forecaster'],
    Component: lazyPage(async () => (await import('./write.tsx')).WritePage),
  },
  {
    path: '/desk/cap',
    title: { vi: 'Nhập tin CAP', en: 'Import CAP' },
    roles: ['forecaster'],
    Component: lazyPage(async () => (await import('./cap.tsx')).CapPage),
  },
];
