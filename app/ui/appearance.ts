/** How the site looks and behaves for one reader: a member's is kept with the account, a visitor's in the browser. */
export const themes = ["system", "light", "dark"] as const;
export const densities = ["standard", "compact"] as const;

export type Appearance = {
  theme: (typeof themes)[number];
  density: (typeof densities)[number];
  /** A name of IANA's, `UTC`, or `device` for the time zone of the device. */
  timeZone: string;
  /** Whether single keys are shortcuts. */
  hasSingleKeys: boolean;
};

/** How the site looks to who has chosen nothing. */
export const usualAppearance: Appearance = {
  theme: "system",
  density: "standard",
  timeZone: "UTC",
  hasSingleKeys: true,
};

/** The attributes of a page's root by which styles and scripts know a member's appearance. */
export const appearanceAttributes = ({ theme, density, timeZone, hasSingleKeys }: Appearance) => ({
  "data-theme": theme === usualAppearance.theme ? undefined : theme,
  "data-density": density === usualAppearance.density ? undefined : density,
  "data-zone": timeZone === usualAppearance.timeZone ? undefined : timeZone,
  "data-keys": hasSingleKeys ? undefined : "off",
});
