import type { Language } from '../shell/language.ts';

const DEEDS: Readonly<Record<string, string>> = {
  'logged-in': 'đăng nhập',
  'logged-out': 'đăng xuất',
  'password-changed': 'đổi mật khẩu',
  'second-factor-set': 'cài xác thực lớp hai',
  'second-factor-replaced': 'đổi xác thực lớp hai',
  'sessions-ended': 'đăng xuất ở mọi nơi khác',
  'invitation-accepted': 'nhận lời mời',
  'account-made': 'lập tài khoản',
  'account-changed': 'đổi quyền tài khoản',
  'account-disabled': 'khóa tài khoản',
  'account-enabled': 'mở lại tài khoản',
  'account-reset': 'đặt lại tài khoản',
  'duty-addresses-put': 'ghi nơi gọi người duyệt',
  'approver-called': 'gọi người duyệt',
  published: 'phát bản tin',
  approved: 'duyệt tin',
  refused: 'không duyệt tin',
  'sent-alone': 'tự phát, không chờ người thứ hai',
  paused: 'tạm dừng',
  resumed: 'cho gửi tiếp',
  recalled: 'dừng phát',
  replayed: 'đưa lại tin lỗi',
  dropped: 'bỏ tin lỗi',
  steered: 'ra lệnh cho nhà cung cấp',
  'steering-ended': 'bỏ lệnh nhà cung cấp',
  'body-put': 'ghi cơ quan phải cung cấp tin',
  'body-removed': 'bỏ cơ quan khỏi danh sách',
  'confirmation-marked': 'ghi nhận xác nhận',
  'supply-list-read': 'xem danh sách cơ quan',
  'call-list-read': 'xem danh sách cần gọi',
  'deliveries-looked-up': 'tra cứu người nhận',
  'ledger-exported': 'xuất sổ gửi',
  'handed-over': 'giao ca',
  'taken-over': 'nhận ca',
};

/** A deed of the audit trail in words; in Vietnamese one that is not here is shown as it is. */
export const deedName = (deed: string, language: Language): string =>
  language === 'vi' ? (DEEDS[deed] ?? deed) : deed.replaceAll('-', ' ');
