/** How closely members follow threads, tags and one another. */
import { z } from "zod";

export const levels = ["follow", "normal", "mute"] as const;
export type Level = (typeof levels)[number];

/** A level as its button says it, and what it means. */
export const levelWords: Record<Level, { name: string; meaning: string }> = {
  follow: { name: "Following", meaning: "Every new post is in your inbox." },
  normal: { name: "Normal", meaning: "Only replies to you, mentions and quotes." },
  mute: { name: "Muted", meaning: "Nothing of this thread." },
};

/** `back` is the page that the form stands on. */
export const LevelForm = z.object({ level: z.enum(levels), back: z.string().max(2_000).optional() });
export const StanceForm = z.object({
  stance: z.enum(["follow", "mute", "neither"]),
  back: z.string().max(2_000).optional(),
});
