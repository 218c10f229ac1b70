import { z } from "zod";
import { sourceKinds, sourceStatuses } from "./source";

export const sourceSorts = ["cited", "disputed", "new"] as const;
export const sortWords = { cited: "Most cited", disputed: "Most disputed", new: "Newest" } as const;

const empty = (value: unknown) => (value === "" ? undefined : value);

/** The query of the list of sources. A bad value is refused, an unknown name ignored. */
export const SourceFilter = z.object({
  kind: z.preprocess(empty, z.enum(sourceKinds).optional()),
  host: z.preprocess(empty, z.string().max(253).optional()),
  status: z.preprocess(empty, z.enum(sourceStatuses).optional()),
  sort: z.preprocess(empty, z.enum(sourceSorts).default("cited")),
  q: z.string().max(200).optional(),
  cursor: z
    .string()
    .regex(/^\d{1,9}\.\d{1,9}$/)
    .transform((text) => {
      const [count, id] = text.split(".").map(Number);
      return { count: count!, id: id! };
    })
    .optional(),
});
export type SourceFilter = z.output<typeof SourceFilter>;
