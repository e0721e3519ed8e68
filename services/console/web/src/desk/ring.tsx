import { useEffect, useState } from 'react';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Button, Notice } from '../ui/index.ts';
import type { Series } from './answers.ts';
import { seriesName } from './series-name.ts';
import { DESK_TEXTS } from './texts.ts';

/** So long before a warning runs out without a successor the desk rings; the duty phone is called by the console. Milliseconds. */
const AHEAD_MS = 1_800_000;
const EVERY_MS = 5_000;

/** Rings and says so while a warning is about to run out; silenced, it is still said. */
export function Ring({ series, now }: { readonly series: readonly Series[]; readonly now: number }) {
  const texts = useTexts(DESK_TEXTS);
  const language = useLanguage();
  const [quiet, setQuiet] = useState<readonly string[]>([]);
  const due = series.flatMap((one) => {
    const { standing, warning } = one;
    const leftMs = warning === null ? Number.NaN : Date.parse(warning.expiresAt) - now;
    if (warning === null || standing !== 'in-force' || !(leftMs > 0 && leftMs <= AHEAD_MS)) return [];
    return [{ id: warning.id, name: seriesName(one, language), minutes: Math.ceil(leftMs / 60_000) }];
  });
  const isLoud = due.some(({ id }) => !quiet.includes(id));
  useEffect(() => {
    if (!isLoud) return undefined;
    sound();
    const timer = setInterval(sound, EVERY_MS);
    return () => clearInterval(timer);
  }, [isLoud]);
  return due.map(({ id, name, minutes }) => (
    <Notice key={id} tone="bad" role="alert">
      <div className="row">
        <strong>{texts.rings(name, String(minutes))}</strong>
        {!quiet.includes(id) && <Button onClick={() => setQuiet([...quiet, id])}>{texts.quiet}</Button>}
      </div>
    </Notice>
  ));
}

/** Two tones. A browser that nobody has touched yet keeps silent; the words stand all the same. */
function sound(): void {
  const context = new AudioContext();
  for (const [index, hertz] of [880, 660].entries()) {
    const tone = context.createOscillator();
    tone.frequency.value = hertz;
    tone.connect(context.destination);
    tone.start(context.currentTime + index * 0.4);
    tone.stop(context.currentTime + index * 0.4 + 0.35);
    tone.onended = () => void (index === 1 && context.close());
  }
}
