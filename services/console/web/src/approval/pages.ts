import type { Role } from '@loa/domain/account';
import { lazyPage, type Page } from '../shell/page.ts';

/** What waits for a second person, at an address of the entrance that leads to it. */
export const approvalsPage = (path: string, roles: readonly Role[]): Page => ({
  path,
  title: { vi: 'Chờ duyệt', en: 'Waiting for approval' },
  roles,
  Component: lazyPage(async () => (await import('./approvals-page.tsx')).ApprovalsPage),
});
