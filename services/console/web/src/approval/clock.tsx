import { useEffect, useState } from 'react';

/** Minutes and seconds, or hours, minutes and seconds: 4:07, 1:04:07. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [h, m, s] = [Math.floor(whole / 3_600), Math.floor((whole % 3_600) / 60), whole % 60];
  return h > 0 ? `${String(h)}:${two(m)}:${two(s)}` : `${String(m)}:${two(s)}`;
}

/** Seconds that go on from what the server said at `since` (milliseconds of the epoch here), so that the two clocks need not agree. */
export function useRunning(seconds: number, since: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return seconds + Math.max(0, now - since) / 1_000;
}
