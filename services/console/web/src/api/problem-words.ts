import { defineTexts, inLanguage, type Language, useLanguage } from '../shell/language.ts';
import { expectedWords } from './expected-words.ts';
import { ApiProblem } from './problem.ts';

const WORDS = defineTexts({
  vi: {
    'no-answer': 'Không liên lạc được với máy chủ. Kiểm tra mạng rồi thử lại.',
    unexpected: 'Máy chủ gặp lỗi. Thử lại; nếu vẫn lỗi, báo cho người quản trị.',
    unavailable: 'Một phần của hệ thống chưa trả lời. Thử lại sau vài giây.',
    'storage-full': 'Bộ nhớ máy chủ đã đầy. Báo ngay cho người quản trị.',
    'log-in-refused': 'Tên hoặc mật khẩu không đúng.',
    'code-refused': 'Mã không đúng, hoặc đã được dùng.',
    'password-refused': 'Mật khẩu hiện tại không đúng.',
    'too-many-tries': 'Sai quá nhiều lần.',
    'not-logged-in': 'Phiên làm việc đã hết. Hãy đăng nhập lại.',
    'key-unknown': 'Phiên làm việc đã hết. Hãy đăng nhập lại.',
    role: 'Tài khoản của bạn không được làm việc này.',
    'other-site': 'Yêu cầu bị từ chối vì có thể đến từ trang khác. Hãy tải lại trang.',
    'invitation-unknown': 'Lời mời này không có, đã dùng hoặc đã hết hạn.',
    'second-factor-set': 'Tài khoản đã có mã xác thực. Cần đổi điện thoại thì mở trang tài khoản của bạn, hoặc nhờ người quản trị đặt lại.',
    'logged-in': 'Bạn đã đăng nhập.',
    'name-taken': 'Đã có tài khoản khác mang tên này.',
    'issuer-unknown': 'Cơ quan phát tin này chưa được đăng ký ở đây.',
    'account-unknown': 'Không có tài khoản này.',
    'last-administrator': 'Đây là người quản trị cuối cùng, không thể bỏ.',
    'body-invalid': 'Có chỗ chưa đúng; xem lời nhắc bên cạnh từng ô.',
    'parameter-invalid': 'Có chỗ chưa đúng trong yêu cầu.',
    'not-found': 'Không tìm thấy.',
    again: (seconds: string) => `Thử lại sau ${seconds} giây.`,
  },
  en: {
    'no-answer': 'The server was not reached. Check the network and try again.',
    unexpected: 'The server failed. Try again; if that does not help, tell the administrator.',
    unavailable: 'A part of the system does not answer. Try again in a few seconds.',
    'storage-full': 'The storage is full. Tell the administrator at once.',
    'log-in-refused': 'Name and password do not fit.',
    'code-refused': 'This code does not count, or was used before.',
    'password-refused': 'The current password does not fit.',
    'too-many-tries': 'Too many wrong tries.',
    'not-logged-in': 'Your session has ended. Log in again.',
    'key-unknown': 'Your session has ended. Log in again.',
    role: 'Your account may not do that.',
    'other-site': 'This was refused because it may come from another site. Load the page again.',
    'invitation-unknown': 'This invitation is unknown, used or has run out.',
    'second-factor-set':
      'A second factor is set up already. For another phone open the page of your account, or ask the administrator for a reset.',
    'logged-in': 'You are logged in already.',
    'name-taken': 'Another account has this name.',
    'issuer-unknown': 'This issuer is not registered here.',
    'account-unknown': 'There is no such account.',
    'last-administrator': 'This is the last administrator, who has to stay.',
    'body-invalid': 'Something does not fit; see the words beside each field.',
    'parameter-invalid': 'Something in the request does not fit.',
    'not-found': 'Nothing was found.',
    again: (seconds: string) => `Try again in ${seconds} s.`,
  },
});

/** An area's own words for codes of its routes, which come before the usual ones. */
export type ProblemWords = Readonly<Record<string, string>>;

/** What went wrong in plain words: by the problem's code, and where none is known, as the server said it. */
export function problemWords(error: unknown, language: Language, own: ProblemWords = {}): string {
  const words: Readonly<Record<string, unknown>> = inLanguage(WORDS, language);
  if (!(error instanceof ApiProblem)) return String(words['unexpected']);
  const known = own[error.code] ?? words[error.code];
  const said = typeof known === 'string' ? known : [error.title, error.detail].filter(Boolean).join('. ');
  return error.retryAfterS === null ? said : `${said} ${inLanguage(WORDS, language).again(String(error.retryAfterS))}`;
}

/** {@link problemWords} in the language now; null without an error. */
export function useProblemWords(error: unknown, own?: ProblemWords): string | null {
  const language = useLanguage();
  return error === null || error === undefined ? null : problemWords(error, language, own);
}

/** What is wrong with the field at a dotted path, as {@link ApiProblem.errors} says; undefined: nothing. */
export function fieldError(error: unknown, path: string, language: Language): string | undefined {
  if (!(error instanceof ApiProblem)) return undefined;
  const found = error.errors.find((one) => one.path === path);
  return found && expectedWords(found.expected, language);
}
