import type { ReactNode } from 'react';
import { defineTexts, useTexts } from '../shell/language.ts';

export type Tone = 'bad' | 'warn' | 'good' | 'usual';

/** A short state in words; its colour only repeats them. */
export function Badge({ tone = 'usual', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span className="badge" data-tone={tone}>
      {children}
    </span>
  );
}

/** A paragraph that must be seen. With `role="alert"` it is read out at once. */
export function Notice({
  tone = 'usual',
  role,
  children,
}: {
  readonly tone?: Tone;
  readonly role?: 'alert' | 'status';
  readonly children: ReactNode;
}) {
  return (
    <div className="notice" data-tone={tone} role={role}>
      {children}
    </div>
  );
}

export type ShownLevel = 1 | 2 | 3 | 4 | 5 | null;

const TEXTS = defineTexts({
  vi: {
    none: 'Chưa có cấp độ',
    level: (level: number) => `Cấp ${String(level)}`,
    colours: ['xanh dương nhạt', 'vàng nhạt', 'da cam', 'đỏ', 'tím'],
  },
  en: {
    none: 'No level',
    level: (level: number) => `Level ${String(level)}`,
    colours: ['light blue', 'light yellow', 'orange', 'red', 'purple'],
  },
});

/** A disaster risk level: number, the law's colour, its name and a pattern. With `short` the colour is not named. */
export function LevelBadge({ level, short = false }: { readonly level: ShownLevel; readonly short?: boolean }) {
  const texts = useTexts(TEXTS);
  return (
    <span className="level" data-level={level ?? 'none'}>
      {level === null ? texts.none : texts.level(level)}
      {level !== null && !short && ` (${texts.colours[level - 1] ?? ''})`}
    </span>
  );
}
