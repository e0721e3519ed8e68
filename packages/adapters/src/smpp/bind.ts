import { type Link, type LinkOptions, NotBound, openLink } from './link.ts';

/** First and longest wait before the operator is called again, milliseconds; a fifth of it by chance, so that senders do not call in step. */
const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/** A link that is opened again whenever it ends, since receipts come over it also while nothing is sent. */
export interface Bind {
  /** The link, also one that is just being opened. Rejects with NotBound at once while another try is waited for. */
  link(): Promise<Link>;
  /** Resolves when the other side answers; where there is no link, one is opened now. Rejects with NotBound. */
  check(): Promise<void>;
  close(): void;
}

export function keepBound(options: Omit<LinkOptions, 'onEnd'>): Bind {
  let current: Link | null = null;
  let opening: Promise<Link> | null = null;
  let failure = 'smpp-not-bound';
  let wait = FIRST_MS;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const again = (code: string): void => {
    current = null;
    failure = code;
    if (closed) return;
    clearTimeout(timer);
    timer = setTimeout(() => void open().catch(() => undefined), wait * (0.8 + 0.2 * Math.random())).unref();
    wait = Math.min(LONGEST_MS, wait * 2);
  };

  const opened = async (): Promise<Link> => {
    try {
      const link = await openLink({ ...options, onEnd: again });
      if (closed) link.end('smpp-closed');
      current = link;
      wait = FIRST_MS;
      return link;
    } catch (error) {
      again(error instanceof NotBound ? error.code : 'smpp-failed');
      throw error;
    } finally {
      opening = null;
    }
  };
  const open = (): Promise<Link> => {
    clearTimeout(timer);
    return (opening ??= opened());
  };

  void open().catch(() => undefined);

  return {
    async link() {
      const link = current ?? (await opening);
      if (link === null) throw new NotBound(failure);
      return link;
    },
    async check() {
      const link = current ?? (await open());
      await link.enquire();
    },
    close() {
      closed = true;
      clearTimeout(timer);
      current?.end('smpp-closed');
    },
  };
}
