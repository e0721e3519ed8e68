import type { Role } from '@loa/domain/account';
import { approvalsPage } from '../approval/pages.ts';
import { lazyPage, type Page } from '../shell/page.ts';

const WATCHING: readonly Role[] = ['operator', 'approver'];
const OPERATORS: readonly Role[] = ['operator'];

export const wallPages: readonly Page[] = [
  {
    path: '/wall',
    title: { vi: 'Toàn cảnh', en: 'Overview' },
    roles: WATCHING,
    Component: lazyPage(async () => (await import('./home.tsx')).WallHome),
  },
  {
    path: '/wall/warnings/:id',
    title: { vi: 'Cảnh báo', en: 'Warning' },
    roles: WATCHING,
    inNavigation: false,
    Component: lazyPage(async () => (await import('./warning-page.tsx')).WarningPage),
  },
  approvalsPage('/wall/approvals', ['operator']),
  {
    path: '/wall/coverage',
    title: { vi: 'Nơi chưa đến được', en: 'Not reached' },
    roles: OPERATORS,
    Component: lazyPage(async () => (await import('./coverage-page.tsx')).CoveragePage),
  },
  {
    path: '/wall/calls/:id',
    title: { vi: 'Danh sách cần gọi', en: 'Call list' },
    roles: OPERATORS,
    inNavigation: false,
    Component: lazyPage(async () => (await import('./calls-page.tsx')).CallsPage),
  },
  {
    path: '/wall/supply',
    title: { vi: 'Cung cấp tin', en: 'Supply clock' },
    roles: OPERATORS,
    Component: lazyPage(async () => (await import('./supply-page.tsx')).SupplyPage),
  },
  {
    path: '/wall/providers',
    title: { vi: 'Nhà cung cấp', en: 'Providers' },
    roles: OPERATORS,
    Component: lazyPage(async () => (await import('./providers-page.tsx')).ProvidersPage),
  },
  {
    path: '/wall/retries',
    title: { vi: 'Chờ gửi lại', en: 'Retries' },
    roles: WATCHING,
    inNavigation: false,
    Component: lazyPage(async () => (await import('./retries-page.tsx')).RetriesPage),
  },
  {
    path: '/wall/outlets',
    title: { vi: 'Đầu phát tin', en: 'Outlets' },
    roles: OPERATORS,
    Component: lazyPage(async () => (await import('./outlets-page.tsx')).OutletsPage),
  },
  {
    path: '/wall/air',
    title: { vi: 'Giờ phát sóng', en: 'Due on air' },
    roles: WATCHING,
    Component: lazyPage(async () => (await import('./air-page.tsx')).AirPage),
  },
  {
    path: '/wall/letters',
    title: { vi: 'Tin không xử lý được', en: 'Dead letters' },
    roles: OPERATORS,
    Component: lazyPage(async () => (await import('./letters-page.tsx')).LettersPage),
  },
  {
    path: '/wall/lookup',
    title: { vi: 'Tra cứu', en: 'Look-up' },
    roles: OPERATORS,
    Component: lazyPage(async () => (await import('./lookup-page.tsx')).LookupPage),
  },
  {
    path: '/wall/handover',
    title: { vi: 'Bàn giao ca', en: 'Hand-over' },
    roles: OPERATORS,
    Component: lazyPage(async () => (await import('./handover-page.tsx')).HandoverPage),
  },
  {
    path: '/wall/audit',
    title: { vi: 'Nhật ký', en: 'Audit' },
    roles: ['operator', 'administrator'],
    Component: lazyPage(async () => (await import('./audit-page.tsx')).AuditPage),
  },
];
