import { createContext } from "react";

type Facts = { nonce?: string | undefined; requestId?: string | undefined; fault?: 500 | 503 };

/** What only the server knows of a page while it renders it. Not repeated in the page's data: a nonce stays a secret. */
export const PageFacts = createContext<Facts>({});
