import { bulletinTypes, hazard } from '@loa/domain/bulletin';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { api, useProblemWords } from '../api/index.ts';
import { useTexts } from '../shell/language.ts';
import { Button, CheckBox, Notice, toast } from '../ui/index.ts';
import { RECALL_TEXTS } from './recall-texts.ts';

const read = z.object({ last: z.object({ sequence: z.number() }), next: z.object({ bulletin: z.looseObject({ hazard }) }) });

/** The bulletin that cancels a series: it names no places, and takes back all of them. */
async function withdraw(seriesId: string): Promise<void> {
  const { last, next } = await api.get(`/api/series/${encodeURIComponent(seriesId)}`, read);
  const kept = Object.fromEntries(Object.entries(next.bulletin).filter(([name]) => name !== 'storm' && name !== 'order'));
  const type = bulletinTypes(next.bulletin.hazard).find(({ action }) => action === 'cancel')?.id ?? '';
  await api.post(`/api/bulletins?after=${String(last.sequence)}`, { ...kept, type, scope: 'full', areas: [] }, z.unknown());
}

/** The withdrawal of a recalled warning, by a forecaster of its issuer: a tick and a press. */
export function Withdraw({ seriesId }: { readonly seriesId: string }) {
  const texts = useTexts(RECALL_TEXTS);
  const [sure, setSure] = useState(false);
  const done = useMutation({ mutationFn: () => withdraw(seriesId), onSuccess: () => toast(texts.withdrawn, 'good') });
  const problem = useProblemWords(done.error);
  return (
    <>
      {problem !== null && <Notice tone="bad">{problem}</Notice>}
      <CheckBox label={texts.sure} checked={sure} onChange={({ target }) => setSure(target.checked)} />
      <Button kind="danger" size="big" disabled={!sure} busy={done.isPending} onClick={() => done.mutate()}>
        {texts.sendWithdraw}
      </Button>
    </>
  );
}
