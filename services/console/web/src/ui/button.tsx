import type { ButtonHTMLAttributes, ReactNode } from 'react';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `main`: the one thing to do here; `danger`: what cannot be undone. */
  readonly kind?: 'main' | 'danger' | 'plain' | 'other';
  readonly size?: 'big' | 'usual';
  /** Work is under way: a second press does nothing, and the focus stays. */
  readonly busy?: boolean;
  readonly children: ReactNode;
}

/** A button; `type` is `button` unless said otherwise. */
export function Button({ kind = 'other', size = 'usual', busy = false, type = 'button', onClick, children, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className="button"
      data-kind={kind}
      data-size={size}
      aria-disabled={busy ? true : undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {children}
    </button>
  );
}
