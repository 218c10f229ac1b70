import { createContext } from "react";

type Facts = { nonce?: string | undefined; requestId?: string | undefined; fault?: 500 | 503 };

/** Facts that only the server knows while rendering. They aren't in the page's data, so that a nonce stays secret. */
export const PageFacts = createContext<Facts>({});
