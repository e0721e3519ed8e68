import { HAZARDS } from '../bulletin/hazard.ts';
import { SEA_COASTS } from '../place/sea-coasts.ts';
import { NEED_TABLE, type NeedRow } from './need-table.ts';
import { QUIET_HOURS } from './restraint.ts';
import { CLOSENESS_KM } from './rings.ts';
import { LAYERS } from './strata.ts';
import { TOLD_TABLE } from './told-table.ts';

const HEAD = `# Order of need

Who is told first, of what, and how often, as data in \`packages/domain/src/audience/\`. This page is generated
(\`node -e "import('@loa/domain/audience').then((it) => process.stdout.write(it.needPage()))"\`) and a test compares it with the data.
All of it is Loa's own: the law names who must be supplied, not in which order.`;

/** docs/need.md: the tables by which people are told, in words. */
export function needPage(): string {
  const needs = table(
    ['row', 'hazards', 'level', 'onset within', 'change', 'need', 'lane', 'a day and person'],
    NEED_TABLE.map((row) => [
      row.id,
      row.hazards?.map((one) => HAZARDS[one].en).join('; ') ?? 'any',
      levelOf(row),
      row.onsetWithinHours === undefined ? 'any' : `${String(row.onsetWithinHours)} h`,
      row.changes?.join(', ') ?? 'any',
      String(row.need),
      row.lane,
      row.perDay === null ? 'no limit' : String(row.perDay),
    ]),
  );
  const layers = LAYERS.map(
    ({ audiences, supplyOnly, byCloseness }, at) =>
      `${String(at + 1)}. ${supplyOnly ? 'bodies of the supply list' : audiences.join(', ')}${byCloseness === true ? ', the most endangered places first' : ''}`,
  );
  const told = table(
    ['change', 'agency', 'relay', 'media', 'citizen'],
    Object.entries(TOLD_TABLE).map(([change, of]) => [change, of.agency, of.relay, of.media, of.citizen]),
  );
  return `${[
    HEAD,
    '## Need and lane',
    'The first row that holds decides. A lower lane of a channel starts nothing while a higher one has work.',
    needs,
    '## Who comes first',
    'Inside a lane the layers are told one after the other, and inside a layer the higher need first:',
    layers.join('\n'),
    'Of several warnings in a lane the first to come is told first; but bodies of the supply list go before everybody else of all of them, and citizens after all others.',
    `The most endangered places are those with the earliest onset; of one onset those where the storm passes nearest, in bands of ${CLOSENESS_KM.map(String).join(', ')} km and farther.`,
    `Of a sea area hear those who asked for it and the people on its islands; agencies and media also where they have a place in a province whose coast it adjoins (\`sea-coasts.json\`, ${SEA_COASTS.reviewedBy.length === 0 ? 'read over by nobody of the trade yet' : `read over by ${SEA_COASTS.reviewedBy.join(', ')}`}).`,
    '## Who hears of a change',
    'Of people who know of the event. Whoever has not been told of it is owed the news whatever the change.',
    told,
    '## What is held back',
    `A citizen gets at most as many routine messages about one hazard of one event within 24 h as the first table says; never held back are the first news of a place, what is flash or urgent, and what cancels, corrects, narrows or ends. Between ${String(QUIET_HOURS.from)}:00 and 0${String(QUIET_HOURS.to)}:00 (Viet Nam) a routine message about a danger that begins later waits until 0${String(QUIET_HOURS.to)}:00; exercises do not.`,
  ].join('\n\n')}\n`;
}

function levelOf({ leastLevel, levelUnknown, urgency }: NeedRow): string {
  if (levelUnknown === true) return `none, urgency ${urgency?.join(', ') ?? 'any'}`;
  return leastLevel === undefined ? 'any' : `${String(leastLevel)} and above`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
