import type { EmailContent, SmsContent, SpokenContent } from '@loa/domain/ports';
import type { Warning } from '@loa/domain/warning';
import { renderHeadline } from '@loa/domain/wording';
import { htmlText } from '@loa/runtime';

const clock = new Intl.DateTimeFormat('vi-VN', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' });

/**
 * What an approver is told when citizens wait for their answer: without a link, since whoever can send an SMS could send one that leads elsewhere.
 */
export function dutyWords(
  warning: Warning,
  heldSince: string,
): { readonly email: EmailContent; readonly sms: SmsContent; readonly voice: SpokenContent } {
  const since = clock.format(new Date(heldSince));
  const [vi, en] = (['vi', 'en'] as const).map((language) => renderHeadline(warning, { language }));
  const drill = warning.status === 'Exercise' ? 'DIỄN TẬP. ' : '';
  const asks = `${drill}Người dân chờ người thứ hai duyệt từ ${since}: ${warning.id}. Mở Loa, trang Chờ duyệt.`;
  const lines = [
    asks,
    vi ?? '',
    `Citizens have waited for a second person since ${since}: ${warning.id}. Open Loa, page Waiting for approval. ${en ?? ''}`,
  ];
  return {
    email: {
      subject: `${drill}Loa: chờ duyệt ${warning.id}`,
      text: `${lines.join('\r\n\r\n')}\r\n`,
      html: `<!doctype html>\n<html lang="vi"><body style="font-family:sans-serif;max-width:40em">\n${lines.map((line) => `<p>${htmlText(line)}</p>`).join('\n')}\n</body></html>\n`,
    },
    sms: { text: `Loa: ${asks}` },
    voice: { text: `Đây là Loa. ${asks} Xin nhắc lại. ${asks}`, recording: null, askForKey: null },
  };
}
