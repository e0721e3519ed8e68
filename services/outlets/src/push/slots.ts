/** `sound`: what went well the last time; `suspect`: what failed. */
export type Share = 'sound' | 'suspect';

export interface Slot {
  /** Goes on in the suspect share; false when there is no room. */
  demote(): boolean;
  /** Gives the place back. Idempotent. */
  leave(): void;
}

/**
 * Calls under way, never more than each share holds. Whatever hangs ends up among the suspects, at the latest when it has taken
 * too long: so the places of the sound are never all taken by those who do not answer.
 */
export interface Slots {
  free(): Readonly<Record<Share, number>>;
  /** The caller has asked `free` first. */
  enter(share: Share): Slot;
}

export function createSlots(places: Readonly<Record<Share, number>>): Slots {
  const used: Record<Share, number> = { sound: 0, suspect: 0 };
  return {
    free: () => ({ sound: places.sound - used.sound, suspect: places.suspect - used.suspect }),
    enter(first) {
      let share: Share | null = first;
      used[first] += 1;
      return {
        demote() {
          if (share !== 'sound') return true;
          if (used.suspect >= places.suspect) return false;
          used.sound -= 1;
          used.suspect += 1;
          share = 'suspect';
          return true;
        },
        leave() {
          if (share !== null) used[share] -= 1;
          share = null;
        },
      };
    },
  };
}
