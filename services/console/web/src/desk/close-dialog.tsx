import { bulletinTypes } from '@loa/domain/bulletin';
import { useMutation } from '@tanstack/react-query';
import { useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Button, Dialog, Notice, toast } from '../ui/index.ts';
import type { Series } from './answers.ts';
import { publish, readSeries, recall } from './calls.ts';
import { closing } from './model.ts';
import { seriesName } from './series-name.ts';
import { DESK_TEXTS, REFUSALS } from './texts.ts';

/** Ends or cancels a series by one press more. A cancel first stops what is on its way. */
export function CloseDialog({
  series,
  as,
  onClose,
}: {
  readonly series: Series;
  readonly as: 'end' | 'cancel';
  readonly onClose: () => void;
}) {
  const texts = useTexts(DESK_TEXTS);
  const language = useLanguage();
  const { id, last, warning, standing, hazard } = series;
  const closes = useMutation({
    mutationFn: async () => {
      const read = await readSeries(id);
      const type = bulletinTypes(hazard).find(({ action }) => action === as)?.id ?? '';
      if (as === 'cancel' && warning !== null && standing === 'in-force') await recall(warning.id, 'hủy tin');
      return publish(closing(read.next.bulletin, type), last.sequence);
    },
    onSuccess: () => {
      toast(texts.closed, 'good');
      onClose();
    },
  });
  const wrong = useProblemWords(closes.error, REFUSALS[language]);
  return (
    <Dialog title={as === 'end' ? texts.endTitle : texts.cancelTitle} onClose={onClose}>
      <p>
        <strong>{seriesName(series, language)}</strong>. {as === 'end' ? texts.endWords : texts.cancelWords}
      </p>
      {wrong !== null && (
        <Notice tone="bad" role="alert">
          {wrong}
        </Notice>
      )}
      <div className="dialog-acts">
        <Button onClick={onClose}>{texts.back}</Button>
        <Button kind="danger" size="big" busy={closes.isPending} onClick={() => closes.mutate()}>
          {as === 'end' ? texts.end : texts.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
