import { useSyncExternalStore } from 'react';
import { keep, readKept } from './kept.ts';
import { createStore } from './store.ts';

/** `system`: as the computer is set. */
export type Theme = 'system' | 'light' | 'dark';
export const THEMES = ['system', 'light', 'dark'] as const;

const kept = THEMES.find((one) => one === readKept('theme')) ?? 'system';
const theme = createStore<Theme>(kept);
show(kept);

function show(next: Theme): void {
  if (next === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = next;
}

export function setTheme(next: Theme): void {
  keep('theme', next === 'system' ? null : next);
  show(next);
  theme.set(next);
}
export const useTheme = (): Theme => useSyncExternalStore(theme.subscribe, theme.get);

const darkSystem = matchMedia('(prefers-color-scheme: dark)');
const isDark = (): boolean => (theme.get() === 'system' ? darkSystem.matches : theme.get() === 'dark');
function onDark(onChange: () => void): () => void {
  const stop = theme.subscribe(onChange);
  darkSystem.addEventListener('change', onChange);
  return () => {
    stop();
    darkSystem.removeEventListener('change', onChange);
  };
}
/** Whether the page is dark now, by choice or by the computer. */
export const useIsDark = (): boolean => useSyncExternalStore(onDark, isDark);
