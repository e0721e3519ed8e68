import { useId } from 'react';

export interface ProgressProps {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** In words what the bar shows; default `done / total`. */
  readonly words?: string;
}

/** How far something has come, as a bar and in words. */
export function Progress({ label, done, total, words }: ProgressProps) {
  const id = useId();
  return (
    <div className="progress">
      <span id={id}>
        {label}: {words ?? `${String(done)} / ${String(total)}`}
      </span>
      <progress aria-labelledby={id} value={done} max={Math.max(total, 1)} />
    </div>
  );
}
