import { nameOfPlaces } from '../place/index.ts';
import type { Warning } from '../warning/warning.ts';
import { type Facts, factsFor, type Reader, windForce } from './facts.ts';
import { ACTION, CLOSING, colourOf, levelPhrase, PROPOSED, REASON_WORD, STATUS_WORD, subject } from './phrases.ts';
import { dateTime } from './when.ts';

const MOST_PLACES = 12;
const escape = (text: string): string => text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The e-mail of a warning for one reader: the issuer's own text unchanged above ours. */
export function renderEmail(warning: Warning, reader: Reader): { subject: string; text: string; html: string } {
  const facts = factsFor(warning, reader);
  const { language } = reader;
  const title = `${STATUS_WORD[warning.status][language]}${REASON_WORD[reader.reason][language]}: ${subject(warning, language)}, ${nameOfPlaces(reader.units, language, 2)}`;
  const own = warning.text?.[language] ?? warning.text?.vi ?? null;
  const lines = linesOf(warning, reader, facts);
  const text = [...(own === null ? [] : [own, '']), title, '', ...lines].join('\r\n');
  return { subject: title.normalize('NFC'), text: `${text}\r\n`, html: htmlOf(title, own, lines, facts, language) };
}

function linesOf(warning: Warning, reader: Reader, facts: Facts): string[] {
  const { language, reason } = reader;
  const vi = language === 'vi';
  const wind = windForce(warning);
  const when = (instant: string): string => dateTime(instant, language);
  return [
    `${vi ? 'Nơi' : 'Where'}: ${nameOfPlaces(reader.units, language, MOST_PLACES)}`,
    ...(facts.closing || facts.level === null ? [] : [`${vi ? 'Mức độ' : 'Level'}: ${levelPhrase(facts.level, language)}${facts.proposed ? `; ${PROPOSED[language]}` : ''}${clauseOf(facts, vi)}`]),
    ...(facts.closing ? [] : [`${vi ? 'Thời gian' : 'When'}: ${vi ? 'từ' : 'from'} ${when(facts.onset)} ${vi ? 'đến' : 'to'} ${when(facts.expiresAt)}`]),
    ...(facts.closing || wind === null ? [] : [vi ? `Sức gió: gió cấp ${wind} gần tâm` : `Wind: force ${wind} near the centre`]),
    `${vi ? 'Việc cần làm' : 'What to do'}: ${CLOSING[reason]?.[language] ?? ACTION[facts.response][language]}`,
    `${vi ? 'Phát lúc' : 'Issued'}: ${when(warning.issuedAt)} (${warning.id})`,
    ...replayLines(warning, vi, when),
  ];
}

const clauseOf = (facts: Facts, vi: boolean): string =>
  facts.clause === null ? '' : vi ? ` (khoản ${facts.clause}, Quyết định 18/2021/QĐ-TTg)` : ` (clause ${facts.clause}, Decision 18/2021/QD-TTg)`;

function replayLines(warning: Warning, vi: boolean, when: (instant: string) => string): string[] {
  const of = warning.replayOf;
  if (of === undefined) return [];
  return [vi ? `Diễn tập theo bản tin thật lúc ${when(of.finishedAt)}, nguồn: ${capital(of.publisher)}` : `Exercise after the real bulletin of ${when(of.finishedAt)}, source: ${of.publisher}`];
}

function htmlOf(title: string, own: string | null, lines: readonly string[], facts: Facts, language: string): string {
  const colour = facts.closing || facts.level === null ? { css: '#e5e7eb', ink: '#000' } : colourOf(facts.level);
  const body = lines.map((line) => `<p>${escape(line)}</p>`).join('\n');
  const quoted = own === null ? '' : `<blockquote>${escape(own).replaceAll('\n', '<br>')}</blockquote>\n`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escape(title)}</title></head>
<body style="font-family:sans-serif;max-width:40em">
${quoted}<h1 style="font-size:1.2em;padding:.6em;background:${colour.css};color:${colour.ink}">${escape(title)}</h1>
${body}
</body></html>
`;
}
