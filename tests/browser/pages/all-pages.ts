import { readdirSync } from 'node:fs';
import { z } from 'zod';

const SOURCES = new URL('../../../services/console/web/src/', import.meta.url);
const pages = z.array(z.object({ path: z.string() }));

/** Paths of every page of the application that people log in for, from the lists that each area keeps of its own: `/wall/warnings/:id`. */
export async function pathsOfScreens(): Promise<string[]> {
  const lists = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('/pages.ts'));
  const read = await Promise.all(
    lists.map(async (file) => {
      const exported = Object.values((await import(new URL(file, SOURCES).href)) as Record<string, unknown>);
      return exported.flatMap((one) => (Array.isArray(one) ? pages.parse(one).map(({ path }) => path) : []));
    }),
  );
  return read.flat();
}

/** Addresses of a route that answers with pages, and what each has to show. */
export type Looked = readonly (readonly [address: string, shows: string | RegExp])[];

/** Addresses of every page of the application, by its path, and what each shows when it has something to show. */
export const SCREENS: Readonly<Record<string, Looked>> = {
  '/desk': [['/desk', 'Bão số 13']],
  '/desk/approvals': [['/desk/approvals', 'Người dân đã đợi']],
  '/desk/write': [
    ['/desk/write', 'Chuỗi tin mới'],
    ['/desk/write?series=nchmf.tropical-cyclone.held', 'Bản tin số 2'],
    ['/desk/write?series=nchmf.tropical-cyclone.held&as=correction', 'Đính chính, bản tin số 2'],
    ['/desk/write?event=held', 'Chuỗi tin mới'],
  ],
  '/desk/cap': [['/desk/cap', 'Nhập tin CAP']],
  '/wall': [['/wall', 'Bão số 13']],
  '/wall/warnings/:id': [
    ['/wall/warnings/actual-1', 'Tiến độ theo tỉnh'],
    ['/wall/warnings/actual-2', 'Việc phải làm tiếp'],
    ['/wall/warnings/actual-999', 'Cảnh báo này không còn hiệu lực'],
  ],
  '/wall/approvals': [['/wall/approvals', 'Người dân đã đợi']],
  '/wall/coverage': [['/wall/coverage', 'Chưa đến được']],
  '/wall/calls/:id': [['/wall/calls/actual-1', 'Ban chỉ huy']],
  '/wall/supply': [['/wall/supply', 'Ban chỉ huy']],
  '/wall/providers': [['/wall/providers', 'hoạt động tốt']],
  '/wall/retries': [['/wall/retries', 'Chờ gửi lại']],
  '/wall/outlets': [['/wall/outlets', 'Đài Bình Định']],
  '/wall/air': [['/wall/air', 'Phát thanh']],
  '/wall/letters': [['/wall/letters', /./]],
  '/wall/lookup': [['/wall/lookup', 'Tra cứu']],
  '/wall/handover': [['/wall/handover', 'giữ máy đến sáng']],
  '/wall/audit': [['/wall/audit', 'dừng phát']],
  '/accounts': [['/accounts', 'forecaster-approver-operator-administrator']],
  '/account': [['/account', 'Phát tin thay cho']],
};

/** Routes outside of `/api` that answer no name that is made up, and have no pages. */
export const NO_PAGES: readonly string[] = ['/app/assets/:name', '/warnings/:id/document', '/subscriptions/qr/:name'];

/** The same of every route outside of `/api`; the application's own are {@link SCREENS}. */
export const ROUTES: Readonly<Record<string, Looked>> = {
  ...Object.fromEntries(['/desk', '/desk/*', '/wall', '/wall/*', '/account', '/accounts', '/accounts/*'].map((path) => [path, []])),
  '/login': [['/login', 'Đăng nhập']],
  '/invitation': [['/invitation#x', 'Nhận lời mời']],
  '/': [
    ['/', /^Bão/],
    ['/?province=52', /^Bão/],
    ['/?q=quy%20nhon', 'Quy Nhơn'],
    ['/?language=en', /^Storm/],
  ],
  '/warnings/:name': [
    ['/warnings/actual-1', /Bão/],
    ['/warnings/actual-1?language=en', /storm/i],
    ['/warnings/exercise-1', 'DIỄN TẬP: không phải cảnh báo thật'],
    ['/warnings/actual-2', 'đã bị dừng phát'],
    ['/warnings/actual-999', 'Không có cảnh báo này'],
  ],
  '/warnings/:id/loudspeaker': [
    ['/warnings/actual-1/loudspeaker', /bão/i],
    ['/warnings/actual-1/loudspeaker?language=en', /storm/i],
  ],
  '/subscriptions': [
    ['/subscriptions?place=21583', 'Quy Nhơn'],
    ['/subscriptions?language=en', 'Send me'],
  ],
  // What begins like a link of a message is that link.
  '/subscriptions/confirm': [['/subscriptions/confirm?code=', 'Xác nhận']],
  '/c/:token': [['/c/', 'Xác nhận đã nhận']],
  '/unsubscribe/:token': [['/unsubscribe/', /./]],
  '/api/outlets/confirm': [['/api/outlets/confirm?code=', 'Xác nhận']],
  '/subscriptions/own': [
    ['/subscriptions/own', 'Đăng ký của tôi'],
    ['/subscriptions/own?language=en', /./],
  ],
  '/reports': [
    ['/reports', 'Bão số 13'],
    ['/reports?language=en', 'Storm no. 13'],
  ],
  '/reports/:event': [
    ['/reports/held', 'Bão số 13'],
    ['/reports/held?language=en', 'Storm no. 13'],
  ],
  '/captured': [['/captured', 'Captured messages']],
};
