import { useLanguage, useTexts } from '../shell/language.ts';
import { Badge, Button, LevelBadge, SelectField } from '../ui/index.ts';
import type { Assessed } from './answers.ts';
import { useField, useForm } from './form-state.tsx';
import { FORM_TEXTS } from './form-texts.ts';
import { TextAt } from './storm-fields.tsx';

/** The highest level that the table gives for an area; null where it gives none. */
export function proposedLevel(assessed: readonly Assessed[], index: number): number | null {
  const levels = assessed.flatMap(({ at, verdict }) => (at === index && verdict.kind === 'level' ? (verdict.level ?? []) : []));
  return levels.length === 0 ? null : Math.max(...levels);
}

/** The levels of an area as they come while it is written: by which clause, from which value; and what the issuer announces. */
export function LevelRows({ index }: { readonly index: number }) {
  const texts = useTexts(FORM_TEXTS);
  const language = useLanguage();
  const { assessed } = useForm();
  const path = `areas.${String(index)}`;
  const announced = useField(`${path}.announcedLevel`);
  const rows = assessed.filter((one) => one.at === index);
  const proposed = proposedLevel(assessed, index);
  const given = typeof announced.value === 'number' ? announced.value : null;
  return (
    <div className="desk-levels" aria-live="polite">
      <h3>{texts.level}</h3>
      {rows.length === 0 && <p className="quiet">{texts.noLevel}</p>}
      <ul>
        {rows.map((row) => (
          <li key={row.named.vi + row.units.length.toString()}>
            <LevelBadge level={row.level} /> <strong>{row.named[language]}</strong>{' '}
            {row.verdict.kind === 'level' ? (
              <span>
                {row.verdict.level !== row.level && `${texts.proposed(String(row.verdict.level))}, `}
                {texts.clause(row.verdict.clause)}: {row.verdict.met[language]}
              </span>
            ) : (
              <span className="quiet">{reasonWords(row.verdict.reason, language)}</span>
            )}{' '}
            {row.source === 'proposed' && <Badge tone="warn">{texts.byTable}</Badge>}
            {row.difference !== undefined && (
              <Badge tone="warn">{row.difference === 'announced-higher' ? texts.higher : texts.lower}</Badge>
            )}
          </li>
        ))}
      </ul>
      <div className="desk-fields">
        {proposed !== null && given === null && <Button onClick={() => announced.set(proposed)}>{texts.confirm(String(proposed))}</Button>}
        <SelectField
          label={given === null ? texts.other : texts.announced}
          error={announced.error}
          value={given === null ? '' : String(given)}
          onChange={({ target }) => announced.set(target.value === '' ? undefined : Number(target.value))}
        >
          <option value="">{texts.byTable}</option>
          {[1, 2, 3, 4, 5].map((level) => (
            <option key={level} value={level}>
              {level}
            </option>
          ))}
        </SelectField>
        {given !== null && given !== proposed && <TextAt path={`${path}.levelReason`} label={texts.otherReason} />}
      </div>
    </div>
  );
}

const REASONS: readonly (readonly [RegExp, string, string])[] = [
  [/^below-thresholds$/, 'dưới mọi ngưỡng của bảng', 'below every threshold of the table'],
  [/^no-table$/, 'không có bảng cho trường hợp này', 'no table covers this'],
  [/^contested$/, 'lời văn của luật còn tranh cãi', 'the wording of the law is contested'],
  [/^parameter-missing: .*$/, 'còn thiếu số liệu để xác định cấp', 'a value is missing that decides the level'],
  [/^provisional-off$/, 'dòng tạm dùng đang tắt', 'only rows that are switched off'],
];

/** Why the table says nothing, in words. */
export function reasonWords(reason: string, language: 'vi' | 'en'): string {
  const found = REASONS.find(([shape]) => shape.test(reason));
  return found === undefined ? reason : language === 'vi' ? found[1] : found[2];
}
