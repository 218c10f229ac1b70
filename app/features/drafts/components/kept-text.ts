import type { Fields } from "../draft";

/** Text that this browser holds because the server does not have it yet. */
export type KeptText = { fields: Fields; version: number; at: string };

const keyOf = (memberId: number, place: string) => `draft ${memberId} ${place}`;

/** Browsers may refuse to store (private windows, full disks): then the server's copy is the only one. */
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
    // Nothing was stored there, then.
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
