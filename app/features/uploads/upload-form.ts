import { z } from "zod";

/** The form at an upload's address. */
export const RemoveUploadForm = z.object({ intent: z.literal("remove") });
