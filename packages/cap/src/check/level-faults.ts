import type { Named } from '../alert.ts';
import { quoted } from './quoted.ts';
import type { Broken } from './rule.ts';

/** Severity and colour by level, written out here once more so that a slip of the writer's table is found. */
const LEVELS: Readonly<Record<string, readonly [severity: string, colour: string]>> = {
  '1': ['Minor', 'light-blue'],
  '2': ['Moderate', 'light-yellow'],
  '3': ['Severe', 'orange'],
  '4': ['Extreme', 'red'],
  '5': ['Extreme', 'purple'],
};

/** Where a block's severity and parameters do not fit the level that it names (`docs/cap.md`). */
export function levelFaults(severity: string, parameters: readonly Named[]): Broken[] {
  const value = (name: string): [string, string | undefined] => {
    const at = parameters.findIndex((one) => one.valueName === name);
    return [at < 0 ? 'parameter' : `parameter[${at}].value`, parameters[at]?.value];
  };
  const [at, level] = value('VN-RISK-LEVEL');
  if (level === undefined) return [];
  const known = LEVELS[level];
  if (known === undefined) return [{ at, says: `expected a level from 1 to 5; it is ${quoted(level)}` }];
  const [[colourAt, colour], [sourceAt, source]] = [value('VN-RISK-COLOUR'), value('levelSource')];
  return [
    ...(severity === known[0] ? [] : [{ at: 'severity', says: `expected ${known[0]} for level ${level}; it is ${quoted(severity)}` }]),
    ...(colour === known[1]
      ? []
      : [{ at: colourAt, says: `expected VN-RISK-COLOUR ${known[1]} for level ${level}; it is ${quoted(colour ?? 'missing')}` }]),
    ...(source === 'announced' || source === 'proposed'
      ? []
      : [{ at: sourceAt, says: `expected levelSource announced or proposed; it is ${quoted(source ?? 'missing')}` }]),
  ];
}
