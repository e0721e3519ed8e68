import { useState } from 'react';
import { useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Notice, Table } from '../ui/index.ts';
import { AnswerDialog } from './answer-dialog.tsx';
import { duration } from './clock.tsx';
import { type AnswerName, type Approval, type Held, useAnswered, useHeld } from './held.ts';
import { HeldWarning } from './held-warning.tsx';
import { APPROVAL_TEXTS } from './texts.ts';

/** What waits for a second person, and what was answered. */
export function ApprovalsPage() {
  const texts = useTexts(APPROVAL_TEXTS);
  const { data, error, dataUpdatedAt } = useHeld();
  const words = useProblemWords(error);
  // Here and not beside the warning, which goes when somebody else answers: whoever was about to is told so.
  const [asked, setAsked] = useState<{ held: Held; name: AnswerName; citizens: string | null } | null>(null);
  return (
    <div className="stack">
      <h1>{texts.title}</h1>
      {words !== null && <Notice tone="bad">{words}</Notice>}
      {data?.held.length === 0 && <p>{texts.nothing}</p>}
      {data?.held.map((held) => (
        <HeldWarning key={held.warning} held={held} since={dataUpdatedAt} onAsk={(name, citizens) => setAsked({ held, name, citizens })} />
      ))}
      <Answered />
      {asked !== null && <AnswerDialog {...asked} onClose={() => setAsked(null)} />}
    </div>
  );
}

const OUTCOMES = ['approved', 'refused', 'alone', 'trusted'] as const;

function Answered() {
  const texts = useTexts(APPROVAL_TEXTS);
  const language = useLanguage();
  const { data, error } = useAnswered();
  const words = useProblemWords(error);
  const outcomeOf = ({ answer }: Approval) => (answer === null ? '' : (texts.outcomes[OUTCOMES.indexOf(answer.outcome)] ?? ''));
  return (
    <>
      {words !== null && <Notice tone="bad">{words}</Notice>}
      <Table
        caption={texts.answered}
        rows={data?.answered ?? []}
        rowKey={({ warning }) => warning}
        empty={texts.noneAnswered}
        columns={[
          { key: 'warning', head: texts.warning, cell: ({ headline, warning }) => `${headline[language]} (${warning})` },
          { key: 'outcome', head: texts.outcome, cell: outcomeOf },
          { key: 'by', head: texts.by, cell: ({ answer }) => answer?.by ?? '' },
          { key: 'reason', head: texts.reason, cell: ({ answer }) => answer?.reason ?? '' },
          { key: 'waited', head: texts.waited, number: true, cell: ({ waitedS }) => duration(waitedS) },
        ]}
      />
    </>
  );
}
