import tokens from "~/styles/tokens.css?raw";

/** The value of a colour in `tokens.css`, for pictures drawn on the server; light by default. */
export function paperColour(role: string, scheme: "light" | "dark" = "light"): string {
  const [, light, dark] = new RegExp(`--${role}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(tokens) ?? [];
  const value = scheme === "light" ? light : dark;
  if (!value) throw new Error(`tokens.css has no colour "${role}".`);
  return value;
}

/** The page's own colour in each theme, `#rrggbb`. */
export const pageColours = () => ({ light: paperColour("page"), dark: paperColour("page", "dark") });
