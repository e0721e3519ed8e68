import { useMutation } from '@tanstack/react-query';
import { queryClient, useProblemWords } from '../api/index.ts';
import { useTexts } from '../shell/language.ts';
import { Button, Dialog, Notice } from '../ui/index.ts';
import { ACCOUNTS_KEY } from './accounts-api.ts';
import { ACCOUNT_TEXTS } from './texts.ts';

export interface ConfirmDialogProps<Result> {
  readonly title: string;
  readonly note: string;
  readonly act: string;
  readonly work: () => Promise<Result>;
  readonly onDone: (result: Result) => void;
  readonly onClose: () => void;
}

/** Asks once more before rights are taken away. */
export function ConfirmDialog<Result>({ title, note, act, work, onDone, onClose }: ConfirmDialogProps<Result>) {
  const texts = useTexts(ACCOUNT_TEXTS);
  const given = useMutation({
    mutationFn: work,
    onSuccess: async (result) => {
      await queryClient.invalidateQueries({ queryKey: ACCOUNTS_KEY });
      onDone(result);
    },
  });
  const words = useProblemWords(given.error);
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{note}</p>
      {words !== null && (
        <Notice tone="bad" role="alert">
          {words}
        </Notice>
      )}
      <div className="dialog-acts">
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button kind="danger" busy={given.isPending} onClick={() => given.mutate()}>
          {act}
        </Button>
      </div>
    </Dialog>
  );
}
