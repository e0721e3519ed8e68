import { defineTexts } from '../shell/language.ts';

const AUDIENCES_VI: Readonly<Record<string, string>> = {
  relay: 'người truyền tin',
  agency: 'cơ quan',
  media: 'báo đài',
  citizen: 'người dân',
};

/** What the call list says, and the wall's list of who has not confirmed. */
export const CALLS_TEXTS = defineTexts({
  vi: {
    title: 'Danh sách cần gọi',
    why: 'Những ai phải xác nhận và chưa xác nhận; theo mức cần × độ im lặng, cao nhất trước. Mỗi lần mở danh sách này được ghi vào nhật ký thao tác.',
    none: 'Không còn ai phải gọi.',
    bodies: 'Cơ quan phải được cung cấp tin',
    receivers: 'Người truyền tin và cơ quan ngoài danh sách cung cấp',
    several: 'Nhiều tỉnh',
    andMore: (n: number) => `và ${String(n)} nơi khác`,
    cut: (shown: string) => `Chỉ hiện ${shown} nơi cần nhất. Mở danh sách theo từng tỉnh để thấy đủ.`,
    who: 'Ai',
    audience: (name: string) => AUDIENCES_VI[name] ?? name,
    noAddress: 'không có số',
    score: 'Cần × im lặng',
    unconfirmed: 'Người truyền tin và cơ quan chưa xác nhận',
    unconfirmedWhy:
      'Ngoài danh sách phải cung cấp, theo cảnh báo còn hiệu lực và theo tỉnh. Bấm vào tỉnh để mở danh sách có số điện thoại.',
    unconfirmedNone: 'Mọi người truyền tin và cơ quan đã xác nhận.',
    notConfirmed: 'Chưa xác nhận',
    of: (n: string, all: string) => `${n} / ${all}`,
    silent: 'Chưa nơi nào nhận',
    shown: (n: string, all: string) => `Hiện ${n} dòng cần nhất trong ${all}.`,
  },
  en: {
    title: 'Call list',
    why: 'Who is asked to confirm and has not, by need × silence, the highest first. Each reading of this list stands in the audit trail.',
    none: 'Nobody is left to be called.',
    bodies: 'Bodies that must be supplied',
    receivers: 'Relays, and agencies outside the supply list',
    several: 'Several provinces',
    andMore: (n: number) => `and ${String(n)} more`,
    cut: (shown: string) => `The ${shown} that need it most are shown. Open the list of a province to see all of it.`,
    who: 'Who',
    audience: (name: string) => name,
    noAddress: 'no number',
    score: 'Need × silence',
    unconfirmed: 'Relays and agencies that have not confirmed',
    unconfirmedWhy: 'Outside the supply list, by warning in force and province. A province leads to the list with numbers.',
    unconfirmedNone: 'Every relay and agency has confirmed.',
    notConfirmed: 'Not confirmed',
    of: (n: string, all: string) => `${n} / ${all}`,
    silent: 'No provider took it',
    shown: (n: string, all: string) => `The ${n} that need it most of ${all} are shown.`,
  },
});
