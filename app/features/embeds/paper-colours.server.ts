import tokens from "~/styles/tokens.css?raw";

/** The light value of a colour role of `tokens.css`, for pictures that are drawn on the server. */
export function paperColour(role: "page" | "ink" | "ink-2" | "ink-3" | "line" | "accent"): string {
  const value = new RegExp(`--${role}: light-dark\\((#[0-9a-f]{6}),`).exec(tokens)?.[1];
  if (!value) throw new Error(`tokens.css has no colour "${role}".`);
  return value;
}
