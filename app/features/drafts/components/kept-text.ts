import type { Fields } from "../draft";

/** Text stored in this browser because the server doesn't have it yet. */
export type KeptText = { fields: Fields; version: number; at: string };

const keyOf = (memberId: number, place: string) => `draft ${memberId} ${place}`;

/** Storage can be unavailable (private windows, full disks); then only the server has a copy. */
export function keepText(memberId: number, place: string, text: KeptText): boolean {
  try {
    localStorage.setItem(keyOf(memberId, place), JSON.stringify(text));
    return true;
  } catch {
    return false;
  }
}

export function forgetText(memberId: number, place: string) {
  try {
    localStorage.removeItem(keyOf(memberId, place));
  } catch {
    // Storage is unavailable, so nothing was stored.
  }
}

export function findKeptText(memberId: number, place: string): KeptText | null {
  try {
    const stored = localStorage.getItem(keyOf(memberId, place));
    return stored ? (JSON.parse(stored) as KeptText) : null;
  } catch {
    return null;
  }
}
