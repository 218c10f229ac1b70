import { z } from "zod";
import { reactionKinds } from "./reaction";
import { strongest, voteAxes } from "./vote";

/** The revision that the form was shown beside; without it, the current one. */
const revision = z.coerce.number().int().positive().max(2_147_483_647).optional();

export const VoteForm = z
  .object({
    axis: z.enum(voteAxes),
    /** From -2 to 2 for worth, from -1 to 1 for agree; 0 removes the vote. */
    value: z.enum(["-2", "-1", "0", "1", "2"]).transform(Number),
    revision,
  })
  .refine(({ axis, value }) => Math.abs(value) <= strongest[axis], { path: ["value"] });

export const ReactionForm = z.object({
  kind: z.enum(reactionKinds),
  /** 1 reacts, 0 takes the reaction back. */
  value: z.enum(["0", "1"]).transform((value) => value === "1"),
  revision,
});
