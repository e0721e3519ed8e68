import { useState } from 'react';
import { useTexts } from '../shell/language.ts';
import { SHELL_TEXTS } from '../shell/texts.ts';
import { Button } from './button.tsx';

/** Copies a text, and says so on itself. Not there where the browser lets nobody copy: on plain http. */
export function CopyButton({ text }: { readonly text: string }) {
  const texts = useTexts(SHELL_TEXTS);
  const [copied, setCopied] = useState<string | null>(null);
  if (!isSecureContext) return null;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(text);
  };
  return (
    <Button onClick={() => void copy()}>
      <span aria-live="polite">{copied === text ? texts.copied : texts.copy}</span>
    </Button>
  );
}
