import { useTexts, useLanguage } from '../shell/language.ts';
import { Button, CopyButton, Dialog } from '../ui/index.ts';
import type { Invited } from './accounts-api.ts';
import { ACCOUNT_TEXTS } from './texts.ts';

/** The link that whoever is invited opens; shown once. */
export function InvitationDialog({ invited, onClose }: { readonly invited: Invited; readonly onClose: () => void }) {
  const texts = useTexts(ACCOUNT_TEXTS);
  const language = useLanguage();
  const link = `${location.origin}/invitation#${invited.invitation.token}`;
  const until = new Date(invited.invitation.until).toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB', { timeZone: 'Asia/Ho_Chi_Minh' });
  return (
    <Dialog title={texts.invitationOf(invited.account.name)} onClose={onClose}>
      <p>
        {texts.invitationNote} {until}
      </p>
      <p>
        <strong className="code" data-invitation="true">
          {link}
        </strong>
      </p>
      <div className="dialog-acts">
        <CopyButton text={link} />
        <Button kind="main" onClick={onClose}>
          {texts.done}
        </Button>
      </div>
    </Dialog>
  );
}
