import { useState } from 'react';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Badge, LevelBadge, Notice, SelectField, Table } from '../ui/index.ts';
import type { Preview } from './answers.ts';
import { AUDIENCES, CHANGES, PREVIEW_TEXTS, whyNot } from './preview-texts.ts';

const rounded = (value: number | null, unknown: string): string => (value === null ? unknown : String(Math.ceil(value)));

/** What would become of the bulletin: changes, who is told and when, and every text. */
export function PreviewPanel({ preview, isBehind }: { readonly preview: Preview | undefined; readonly isBehind: boolean }) {
  const texts = useTexts(PREVIEW_TEXTS);
  const language = useLanguage();
  return (
    <aside className="desk-preview stack" aria-label={texts.title} aria-busy={isBehind}>
      <div className="row">
        <h2>{texts.title}</h2>
        {isBehind && <span className="quiet">{texts.behind}</span>}
      </div>
      {preview === undefined && !isBehind && <p className="quiet">{texts.waits}</p>}
      {preview !== undefined && preview.decision !== 'issued' && (
        <Notice tone="warn">{texts.nothing(whyNot(preview.decision, preview.reason, language))}</Notice>
      )}
      {preview !== undefined && preview.changes.length > 0 && (
        <section className="panel">
          <h3>{texts.changes}</h3>
          <ul className="desk-changes">
            {preview.changes.map((one) => (
              <li key={`${one.change} ${one.named.vi} ${String(one.level)}`}>
                <Badge>{CHANGES[one.change]?.[language] ?? one.change}</Badge>{' '}
                {!one.keptHigher && one.previousLevel !== null && one.previousLevel !== one.level && (
                  <>
                    <LevelBadge level={one.previousLevel} short />
                    {' → '}
                  </>
                )}
                <LevelBadge level={one.keptHigher ? one.previousLevel : one.level} short /> {one.named[language]}
                {one.keptHigher && (
                  <span className="quiet"> ({one.level === null ? texts.keptOpen : texts.keptHigher(String(one.level))})</span>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {preview?.reach && <Reach reach={preview.reach} />}
      {preview?.texts && <Texts preview={preview} texts={preview.texts} />}
    </aside>
  );
}

function Reach({ reach }: { readonly reach: NonNullable<Preview['reach']> }) {
  const texts = useTexts(PREVIEW_TEXTS);
  const language = useLanguage();
  const late = reach.provinces.flatMap(({ name, late: count }) => (count ? [`${name ?? texts.atSea} (${String(count)})`] : []));
  return (
    <section className="panel stack">
      <h3>{texts.reach}</h3>
      <p>
        {texts.people(String(reach.people), String(reach.messages))}
        {reach.noListener.length > 0 && <>. {texts.noListener(String(reach.noListener.length))}</>}
      </p>
      {reach.people > 0 && (
        <>
          <Table
            caption={texts.byAudience}
            rows={reach.audiences}
            rowKey={({ audience }) => audience}
            empty="0"
            columns={[
              { key: 'audience', head: texts.audience, cell: ({ audience }) => AUDIENCES[audience]?.[language] ?? audience },
              { key: 'email', head: 'E-mail', number: true, cell: ({ email }) => email },
              { key: 'sms', head: 'SMS', number: true, cell: ({ sms }) => sms },
            ]}
          />
          <Table
            caption={texts.byChannel}
            rows={reach.channels}
            rowKey={({ channel }) => channel}
            empty="0"
            columns={[
              { key: 'channel', head: texts.channel, cell: ({ channel }) => (channel === 'sms' ? 'SMS' : 'E-mail') },
              { key: 'messages', head: texts.messages, number: true, cell: ({ messages }) => messages },
              { key: 'minutes', head: texts.minutes, number: true, cell: ({ minutes }) => rounded(minutes, texts.unknown) },
              { key: 'late', head: texts.late, number: true, cell: (one) => rounded(one.late, texts.unknown) },
            ]}
          />
          {late.length > 0 && <Notice tone="warn">{texts.lateAt(late.join(', '))}</Notice>}
        </>
      )}
    </section>
  );
}

function Texts({ preview, texts: given }: { readonly preview: Preview; readonly texts: NonNullable<Preview['texts']> }) {
  const texts = useTexts(PREVIEW_TEXTS);
  const shown = useLanguage();
  const [kind, setKind] = useState(0);
  const [who, setWho] = useState(0);
  const [language, setLanguage] = useState(shown);
  const told = given[who === 0 ? 'citizen' : 'agency'][language];
  const air = given.onAir[language];
  const said = [`${told.email.subject}\n\n${told.email.text}`, told.sms, air.crawl, air.radio, air.loudspeaker, air.headline][kind] ?? '';
  const sms = preview.sms?.find(({ text }) => text === told.sms);
  return (
    <section className="panel">
      <h3>{texts.texts}</h3>
      <div className="desk-kinds" role="group" aria-label={texts.texts}>
        {texts.kinds.map((name, at) => (
          <button key={name} type="button" className="button" aria-pressed={kind === at} onClick={() => setKind(at)}>
            {name}
          </button>
        ))}
      </div>
      <div className="desk-fields">
        <SelectField label={texts.audience} value={who} disabled={kind > 1} onChange={({ target }) => setWho(Number(target.value))}>
          {texts.who.map((name, at) => (
            <option key={name} value={at}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField label={texts.language} value={language} onChange={({ target }) => setLanguage(target.value === 'en' ? 'en' : 'vi')}>
          <option value="vi">Tiếng Việt</option>
          <option value="en">English</option>
        </SelectField>
      </div>
      {kind === 1 && (
        <p className="quiet">
          {texts.segments(String(told.segments))}
          {sms !== undefined && <>, {texts.template(sms.template)}</>}
        </p>
      )}
      <p className="desk-text" lang={language}>
        {said}
      </p>
    </section>
  );
}
