import { LevelReasons } from '../levels/level-reasons.tsx';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Badge, Button, LevelBadge, Notice, type ShownLevel, Table } from '../ui/index.ts';
import { duration, useRunning } from './clock.tsx';
import { type AnswerName, type Held, useDetail } from './held.ts';
import { APPROVAL_TEXTS, REFUSAL_WORDS } from './texts.ts';

/** One warning that waits: since when, what it goes beyond, what citizens would read, and the answers. */
export function HeldWarning({
  held,
  since,
  onAsk,
}: {
  readonly held: Held;
  readonly since: number;
  readonly onAsk: (name: AnswerName, citizens: string | null) => void;
}) {
  const texts = useTexts(APPROVAL_TEXTS);
  const language = useLanguage();
  const { data: detail } = useDetail(held.warning);
  const waited = useRunning(held.waitedS, since);
  const number = new Intl.NumberFormat(language);
  const citizens = detail === undefined ? null : texts.citizens(number.format(detail.citizens));
  const shown = detail?.texts[language];
  return (
    <article className="panel stack" aria-label={held.headline[language]}>
      <div className="row">
        <h2>{held.headline[language]}</h2>
        {held.status === 'Exercise' && <Badge tone="warn">{texts.exercise}</Badge>}
        <span className="quiet">{held.issuerName ?? held.issuer}</span>
      </div>
      <p className="approval-clock">{texts.waiting(duration(waited))}</p>
      <p>{texts.whoWaits}</p>
      <Table
        caption={held.reason === 'level' ? texts.byLevel : texts.byPeople(number.format(held.people ?? 0))}
        rows={held.exceeded}
        rowKey={({ place }) => place}
        empty=""
        columns={[
          { key: 'place', head: texts.place, cell: ({ name }) => name[language] },
          { key: 'level', head: texts.level, cell: ({ level }) => <LevelBadge level={level} /> },
          { key: 'approved', head: texts.approved, cell: ({ approved }) => <Approved level={approved} /> },
        ]}
      />
      <LevelReasons warning={held.warning} />
      <p className="row quiet">
        {citizens !== null && <span>{citizens}</span>}
        <span>{held.sentBy === null ? texts.throughLog : texts.sentBy(held.sentBy)}</span>
      </p>
      {shown !== undefined && (
        <>
          <h3>{texts.sms}</h3>
          <p className="approval-text" lang={language}>
            {shown.sms}
          </p>
          <details>
            <summary>{texts.email}</summary>
            <p>
              <strong>{shown.email.subject}</strong>
            </p>
            <p className="approval-text">{shown.email.text}</p>
          </details>
        </>
      )}
      <Answers held={held} waited={waited} onAsk={(name) => onAsk(name, citizens)} />
    </article>
  );
}

function Approved({ level }: { readonly level: number | null }) {
  const texts = useTexts(APPROVAL_TEXTS);
  return level === null || level === 0 ? texts.neverApproved : <LevelBadge short level={level as ShownLevel} />;
}

function Answers({ held, waited, onAsk }: { held: Held; waited: number; onAsk: (name: AnswerName) => void }) {
  const texts = useTexts(APPROVAL_TEXTS);
  const words: Readonly<Record<string, string>> = useTexts(REFUSAL_WORDS);
  const { approve, refuse, alone } = held.may;
  const left = (Date.parse(held.aloneFrom) - Date.parse(held.heldSince)) / 1_000 - waited;
  const why = approve === true || approve === 'role' ? null : words[approve];
  return (
    <>
      <div className="row">
        {approve === true && (
          <Button kind="main" size="big" onClick={() => onAsk('approve')}>
            {texts.approve}
          </Button>
        )}
        {refuse === true && (
          <Button size="big" onClick={() => onAsk('refuse')}>
            {texts.refuse}
          </Button>
        )}
        {alone === true && (
          <Button kind="danger" size="big" onClick={() => onAsk('alone')}>
            {texts.alone}
          </Button>
        )}
        {alone !== true && left > 0 && <span className="quiet">{texts.aloneIn(duration(left))}</span>}
      </div>
      {why !== null && why !== undefined && <Notice>{why}</Notice>}
    </>
  );
}
