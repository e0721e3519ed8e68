import { useLanguage, useTexts } from '../shell/language.ts';
import { Badge, Button, LevelBadge, SelectField } from '../ui/index.ts';
import type { Assessed } from './answers.ts';
import { useField, useForm } from './form-state.tsx';
import { FORM_TEXTS } from './form-texts.ts';
import { announcing, type LevelAt, levelsOf } from './model.ts';
import { TextAt } from './storm-fields.tsx';

/** What the table gives at the assessed places, whatever was announced. */
export const tableOf = (assessed: readonly Assessed[]): LevelAt[] =>
  assessed.map(({ at, verdict, places }) => ({ at, places, level: verdict.kind === 'level' ? verdict.level : null }));

/** The levels of an area as they come while it is written: by which clause, from which value; and what the issuer announces. */
export function LevelRows({ index }: { readonly index: number }) {
  const texts = useTexts(FORM_TEXTS);
  const language = useLanguage();
  const { assessed, written, replace } = useForm();
  const path = `areas.${String(index)}`;
  const announced = useField(`${path}.announcedLevel`);
  const rows = assessed.filter((one) => one.at === index);
  const table = tableOf(assessed);
  const levels = levelsOf(table, index);
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
        {levels.length > 0 && given === null && (
          <Button onClick={() => replace(announcing(written, table, [index]))}>
            {levels.length > 1 ? texts.confirmApart(levels.join(', ')) : texts.confirm(levels.join())}
          </Button>
        )}
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
        {given !== null && !(levels.length === 1 && levels[0] === given) && (
          <TextAt path={`${path}.levelReason`} label={texts.otherReason} />
        )}
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
