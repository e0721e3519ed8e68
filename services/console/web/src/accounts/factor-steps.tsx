import { useState } from 'react';
import { CodeForm } from '../shell/code-form.tsx';
import { useTexts } from '../shell/language.ts';
import { ConfirmFactor, SetUpFactor } from '../shell/second-factor.tsx';
import { proposeFactor, type ProposedFactor } from '../shell/session.ts';
import { Button } from '../ui/index.ts';
import { OWN_TEXTS } from './own-texts.ts';

export interface FactorStepsProps {
  /** In place of one that is in force, which is shown to be one's own first. */
  readonly isAnother: boolean;
  readonly onKept: () => void;
  readonly onLeave: () => void;
}

/** Sets one's second factor up, step by step. */
export function FactorSteps({ isAnother, onKept, onLeave }: FactorStepsProps) {
  const texts = useTexts(OWN_TEXTS);
  const [proposed, setProposed] = useState<ProposedFactor | null>(null);
  const [isSet, setIsSet] = useState(false);
  const steps = { why: texts.setUpWhy, onCodes: () => setIsSet(true), onKept };
  return (
    <div className="frame-narrow stack">
      {!isAnother ? (
        <SetUpFactor {...steps} />
      ) : proposed === null ? (
        <CodeForm title={texts.another} work={proposeFactor} onDone={setProposed}>
          <p>{texts.anotherWhy}</p>
        </CodeForm>
      ) : (
        <ConfirmFactor {...steps} proposed={proposed} />
      )}
      {!isSet && (
        <Button kind="plain" onClick={onLeave}>
          {texts.leave}
        </Button>
      )}
    </div>
  );
}
