/** Epoch milliseconds with fractions: finer than `Date.now()` and comparable between processes of one machine. */
export const instant = (): number => performance.timeOrigin + performance.now();
