import { z } from "zod";
import { voteAxes } from "./vote";

export const VoteForm = z.object({
  axis: z.enum(voteAxes),
  /** 1 votes, 0 removes the vote. */
  value: z.enum(["0", "1"]).transform((value) => (value === "1" ? 1 : 0)),
});
