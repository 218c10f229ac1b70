import { z } from "zod";

/** What is sent to an upload's own address. */
export const RemoveUploadForm = z.object({ intent: z.literal("remove") });
