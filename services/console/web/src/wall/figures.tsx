import { useLanguage, useTexts } from '../shell/language.ts';
import { Link } from '../shell/router.tsx';
import type { Tone } from '../ui/index.ts';
import { numberOf } from './format.ts';
import { HOME_TEXTS } from './home-texts.ts';
import { useLive } from './live.ts';

interface Figure {
  readonly label: string;
  readonly value: number;
  readonly to: string;
  readonly tone?: Tone;
}

/** What has to be seen from across the room, each leading to its page. */
export function Figures() {
  const texts = useTexts(HOME_TEXTS);
  const language = useLanguage();
  const { lanes, held, warnings, supply, gauges, providers } = useLive();
  const sum = (of: (one: (typeof lanes)[number]) => number): number => lanes.reduce((all, one) => all + of(one), 0);
  const bad = (value: number, tone: Tone): { readonly tone?: Tone } => (value > 0 ? { tone } : {});
  const red = supply.bodies.filter((one) => one.colour === 'red').length;
  const ill = providers.providers.filter((one) => one.state !== 'well').length;
  const letters = gauges?.deadLetters ?? 0;
  const figures: readonly Figure[] = [
    { label: texts.inQueue, value: sum((one) => one.backlog), to: '/wall' },
    { label: texts.perSecond, value: sum((one) => one.ratePerS), to: '/wall/providers' },
    { label: texts.inForce, value: [...warnings.values()].filter((one) => one.recalledAt === null).length, to: '/wall/coverage' },
    { label: texts.held, value: held.length, to: '/wall/approvals', ...bad(held.length, 'warn') },
    { label: texts.red, value: red, to: '/wall/supply', ...bad(red, 'bad') },
    { label: texts.providers, value: ill, to: '/wall/providers', ...bad(ill, 'bad') },
    { label: texts.letters, value: letters, to: '/wall/letters', ...bad(letters, 'warn') },
    { label: texts.retries, value: gauges?.retries.due ?? 0, to: '/wall/retries' },
    { label: texts.outlets, value: gauges?.outlets.failing ?? 0, to: '/wall/outlets', ...bad(gauges?.outlets.failing ?? 0, 'warn') },
  ];
  return (
    <ul className="wall-figures" aria-label={texts.figures}>
      {figures.map(({ label, value, to, tone = 'usual' }) => (
        <li key={label} data-tone={tone}>
          <Link to={to}>
            <strong>{numberOf(value, language)}</strong>
            <span>{label}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
