import { paths } from "~/paths";
import { type Appearance, themes, usualAppearance } from "~/ui/appearance";

const words = { system: "System", light: "Light", dark: "Dark" } as const;

/**
 * Light or dark, from every page. For members a form; a visitor's choice is kept by script, so that without script their page
 * follows the system.
 */
export function ThemeSwitch({ appearance, back }: { appearance: Appearance | null; back: string }) {
  return (
    <form
      method="post"
      action={paths.appearance()}
      className={appearance ? "theme-switch" : "theme-switch with-script"}
      aria-label="Theme"
    >
      <input type="hidden" name="back" value={back} />
      <span aria-hidden="true">Theme</span>
      {themes.map((theme) => (
        <button
          key={theme}
          name="theme"
          value={theme}
          data-theme-choice=""
          // Script changes it before the answer comes.
          suppressHydrationWarning
          aria-pressed={theme === (appearance ?? usualAppearance).theme}
        >
          {words[theme]}
        </button>
      ))}
      <a href={paths.appearance()}>Appearance</a>
    </form>
  );
}
