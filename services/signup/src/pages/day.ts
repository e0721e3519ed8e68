/** The last instant of a day in Viet Nam, `2025-11-30`; null for what is no day, or is over at `now`. */
export function endOfDay(day: string, now: Date): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const end = new Date(`${day}T23:59:59.999+07:00`);
  return Number.isNaN(end.getTime()) || end <= now ? null : end.toISOString();
}
