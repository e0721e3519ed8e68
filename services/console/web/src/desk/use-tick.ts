import { useEffect, useState } from 'react';

const TICK_MS = 1_000;

/** The server's time, each second. Milliseconds since 1970. */
export function useTick(aheadMs: number): number {
  const [, setCount] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setCount((count) => count + 1), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return Date.now() + aheadMs;
}
