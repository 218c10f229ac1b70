import { z } from "zod";

const empty = (value: unknown) => (value === "" ? undefined : value);

/** The address of the list of members. A bad value is refused, an unknown name ignored. */
export const MemberSearch = z.object({
  q: z.string().trim().max(100).default(""),
  role: z.preprocess(empty, z.enum(["member", "moderator", "admin"]).optional()),
  state: z.preprocess(empty, z.enum(["suspended", "leaving", "former"]).optional()),
  cursor: z.preprocess(empty, z.coerce.number().int().min(1).max(2_147_483_647).optional()),
});
