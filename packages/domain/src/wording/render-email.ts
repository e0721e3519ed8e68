import { nameOfPlaces } from '../place/index.ts';
import type { Warning } from '../warning/warning.ts';
import { type Facts, factsFor, type Reader, windForce } from './facts.ts';
import {
  actionOf,
  clausePhrase,
  colourOf,
  DROPPED,
  KEPT_HIGHER,
  levelPhrase,
  PROPOSED,
  REASON_WORD,
  STATUS_WORD,
  subject,
} from './phrases.ts';
import { dateTime } from './when.ts';

const MOST_PLACES = 12;
const escape = (text: string): string => text.replace(/[&<>"']/g, (one) => `&#${String(one.charCodeAt(0))};`);

/** The e-mail of a warning for one reader: the issuer's own text unchanged above ours, under a mark of what is not live or puts right. */
export function renderEmail(warning: Warning, reader: Reader): { subject: string; text: string; html: string } {
  const facts = factsFor(warning, reader);
  const { language } = reader;
  const status = STATUS_WORD[warning.status][language];
  const reason = REASON_WORD[reader.reason][language];
  const title = `${status}${reason}: ${subject(warning, language)}, ${nameOfPlaces(facts.units, language, 2)}`.normalize('NFC');
  const mark = `${status}${reader.reason === 'corrected' ? `${reason}.` : ''}`.trim();
  const own = warning.text?.[language] ?? warning.text?.vi ?? null;
  const lines = linesOf(warning, reader, facts).map((line) => line.normalize('NFC'));
  const above = own === null ? [] : [...(mark === '' ? [] : [mark, '']), own, ''];
  return {
    subject: title,
    text: `${[...above, title, '', ...lines].join('\r\n')}\r\n`,
    html: htmlOf({ title, mark: own === null ? '' : mark, own, lines, facts, language }),
  };
}

function linesOf(warning: Warning, reader: Reader, facts: Facts): string[] {
  const { language, reason } = reader;
  const vi = language === 'vi';
  const when = (instant: string): string => dateTime(instant, language);
  const action = actionOf(warning.hazard, facts.response, reason).full[language];
  const dropped = facts.dropped.length === 0 ? [] : [`${DROPPED[language]}: ${nameOfPlaces(facts.dropped, language, MOST_PLACES)}`];
  return [
    `${vi ? 'Nơi' : 'Where'}: ${nameOfPlaces(facts.units, language, MOST_PLACES)}`,
    ...(facts.closing ? [] : dangerLines(warning, reader, facts, when)),
    `${vi ? 'Việc cần làm' : 'What to do'}: ${action}`,
    ...dropped,
    `${vi ? 'Cơ quan ban hành' : 'Issuer'}: ${warning.issuer}`,
    `${vi ? 'Phát lúc' : 'Issued'}: ${when(warning.issuedAt)} (${warning.id})`,
    ...replayLines(warning, vi, when),
  ];
}

function dangerLines(warning: Warning, reader: Reader, facts: Facts, when: (instant: string) => string): string[] {
  const { language, audience } = reader;
  const vi = language === 'vi';
  const wind = windForce(warning);
  const expert = audience === 'agency' || audience === 'media';
  const origin = facts.proposed ? `; ${PROPOSED[language]}` : '';
  const clause = facts.row === null ? '' : ` (${clausePhrase(facts.row.clause, language)})`;
  const level = facts.level === null ? [] : [`${vi ? 'Mức độ' : 'Level'}: ${levelPhrase(facts.level, language)}${origin}${clause}`];
  const met = expert && facts.row !== null ? [`${vi ? 'Căn cứ' : 'Because'}: ${facts.row.met[language]}`] : [];
  const from = vi ? `từ ${when(facts.onset)} đến ${when(facts.expiresAt)}` : `from ${when(facts.onset)} to ${when(facts.expiresAt)}`;
  const storm = wind === null ? [] : [vi ? `Sức gió gần tâm: gió cấp ${wind}` : `Wind near the centre: force ${wind}`];
  return [...level, ...met, `${vi ? 'Thời gian' : 'When'}: ${from}`, ...storm, ...(facts.keptHigher ? [KEPT_HIGHER[language]] : [])];
}

function replayLines(warning: Warning, vi: boolean, when: (instant: string) => string): string[] {
  const of = warning.replayOf;
  if (of === undefined) return [];
  const at = when(of.finishedAt);
  return [
    vi
      ? `Phát lại theo bản tin thật lúc ${at}, nguồn: ${of.publisher}, ${of.source}`
      : `Replay of the real bulletin of ${at}, source: ${of.publisher}, ${of.source}`,
  ];
}

interface Page {
  readonly title: string;
  readonly mark: string;
  readonly own: string | null;
  readonly lines: readonly string[];
  readonly facts: Facts;
  readonly language: string;
}

function htmlOf({ title, mark, own, lines, facts, language }: Page): string {
  const colour = facts.closing || facts.level === null ? { css: '#e5e7eb', ink: '#000' } : colourOf(facts.level);
  const marked = mark === '' ? '' : `<p><strong>${escape(mark)}</strong></p>\n`;
  const quoted = own === null ? '' : `<blockquote>${escape(own).replaceAll('\n', '<br>')}</blockquote>\n`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escape(title)}</title></head>
<body style="font-family:sans-serif;max-width:40em">
${marked}${quoted}<h1 style="font-size:1.2em;padding:.6em;background:${colour.css};color:${colour.ink}">${escape(title)}</h1>
${lines.map((line) => `<p>${escape(line)}</p>`).join('\n')}
</body></html>
`;
}
