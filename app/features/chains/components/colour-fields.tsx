import { Field } from "~/ui/field";

type Text = (name: string) => { name: string; defaultValue: string; errors: string[] | undefined };

const shared = { maxLength: 7, pattern: "#[0-9a-fA-F]{6}", placeholder: "#1d4ce9", spellCheck: false } as const;

/** A chain's colour on a light and on a dark page, each written as `#rrggbb`. */
export function ColourFields({ text }: { text: Text }) {
  return (
    <div className="colour-pair">
      <Field {...text("colourLight")} {...shared} label="On a light page" />
      <Field {...text("colourDark")} {...shared} placeholder="#6592ff" label="On a dark page" />
    </div>
  );
}
