import { useTexts } from '../shell/language.ts';
import { SHELL_TEXTS } from '../shell/texts.ts';

/** Accounts, for administrators. */
export function AccountsPage() {
  const texts = useTexts(SHELL_TEXTS);
  return <h1>{texts.accounts}</h1>;
}
