/** The languages in which Loa asks and answers; another one is answered in the first. */
export type PageLanguage = 'vi' | 'en';
export const pageLanguage = (tag: string): PageLanguage => (tag === 'en' || tag.startsWith('en-') ? 'en' : 'vi');

export const WORDS = {
  vi: {
    subject: {
      subscribe: 'Xác nhận đăng ký nhận cảnh báo thiên tai của Loa',
      manage: 'Trang đăng ký của bạn ở Loa',
      leave: 'Xác nhận thôi nhận cảnh báo của Loa',
      address: 'Xác nhận địa chỉ mới nhận cảnh báo của Loa',
    },
    asked: {
      subscribe: 'Có người đã đăng ký địa chỉ này để nhận cảnh báo thiên tai của Loa.',
      manage: 'Có người muốn xem và sửa đăng ký nhận cảnh báo của địa chỉ này.',
      leave: 'Có người muốn địa chỉ này thôi nhận cảnh báo của Loa.',
      address: 'Có người muốn nhận cảnh báo của Loa tại địa chỉ này.',
    },
    open: (hours: number) => `Nếu đúng là bạn, hãy mở trang sau và bấm nút xác nhận trong vòng ${hours} giờ:`,
    ignore: 'Nếu không phải, hãy bỏ qua thư này: sẽ không có gì thay đổi.',
    question: {
      subscribe: 'Xác nhận đăng ký nhận cảnh báo?',
      manage: 'Mở trang đăng ký của bạn?',
      leave: 'Thôi nhận cảnh báo của Loa?',
      address: 'Nhận cảnh báo tại địa chỉ này?',
    },
    confirm: 'Xác nhận',
    done: {
      subscribe: 'Đã đăng ký nhận cảnh báo.',
      manage: 'Đã xác nhận.',
      leave: 'Bạn sẽ không nhận cảnh báo của Loa nữa.',
      address: 'Từ nay cảnh báo được gửi tới địa chỉ này.',
    },
    places: (names: string) => `Nơi được báo: ${names}.`,
    refused: 'Mã này không có, đã dùng rồi hoặc đã hết hạn.',
    leave: 'Thôi nhận cảnh báo qua thư điện tử?',
    leaveButton: 'Thôi nhận',
    left: 'Địa chỉ này sẽ không nhận cảnh báo qua thư điện tử nữa.',
    supplied: 'Địa chỉ này thuộc danh sách phải được cung cấp bản tin theo quy định; hãy liên hệ người vận hành để thay đổi.',
    forged: 'Đường dẫn này không đúng.',
  },
  en: {
    subject: {
      subscribe: "Confirm that you want Loa's disaster warnings",
      manage: 'Your page at Loa',
      leave: "Confirm that you want no more of Loa's warnings",
      address: "Confirm your new address for Loa's warnings",
    },
    asked: {
      subscribe: "Somebody has signed this address up for Loa's disaster warnings.",
      manage: "Somebody wants to see and change what this address gets of Loa's warnings.",
      leave: "Somebody wants this address to get no more of Loa's warnings.",
      address: "Somebody wants to get Loa's warnings at this address.",
    },
    open: (hours: number) => `If it was you, open this page and press the button within ${hours} hours:`,
    ignore: 'If not, do nothing: nothing will change.',
    question: {
      subscribe: 'Confirm that you want warnings?',
      manage: 'Open your own page?',
      leave: "Get no more of Loa's warnings?",
      address: 'Get warnings at this address?',
    },
    confirm: 'Confirm',
    done: {
      subscribe: 'You will be warned.',
      manage: 'Confirmed.',
      leave: "You will get no more of Loa's warnings.",
      address: 'From now on warnings come to this address.',
    },
    places: (names: string) => `Places: ${names}.`,
    refused: 'There is no such code, or it was used, or it has expired.',
    leave: 'Get no more warnings by e-mail?',
    leaveButton: 'Unsubscribe',
    left: 'This address will get no more warnings by e-mail.',
    supplied: 'This address is on the list of bodies that must be supplied by law; please ask the operators to change it.',
    forged: 'This link is not one of ours.',
  },
} as const;
