import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { getViewer } from "~/features/auth/auth.server";
import { saveAppearance } from "~/features/members/members.server";
import { threadViews, viewWords } from "~/features/reading/reading";
import { chooseView, chosenView } from "~/features/reading/reading.server";
import { paths } from "~/paths";
import { parseForm } from "~/platform/form.server";
import { safePath } from "~/platform/safe-path";
import { densities, themes, usualAppearance } from "~/ui/appearance";
import { Choices } from "~/ui/choices";
import { FormErrors, SelectField } from "~/ui/field";
import { errorsOf, typed } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";
import { isTimeZone } from "~/ui/time-zone";

/** The switch in a page's foot sends the theme alone. */
const AppearanceForm = z.object({
  theme: z.enum(themes, "Choose one of the themes.").optional(),
  density: z.enum(densities, "Choose one of the densities.").optional(),
  zone: z.string().refine(isTimeZone, "There is no such time zone.").optional(),
  keys: z.enum(["on", "off"], "Choose on or off.").optional(),
  view: z.enum(["", ...threadViews], "Choose one of the views.").optional(),
  back: z.string().max(2_000).optional(),
});

export async function loader({ context }: LoaderFunctionArgs) {
  const { viewer, appearance } = await context.session();
  return json({
    appearance,
    view: viewer ? await chosenView(viewer) : null,
    zones: Intl.supportedValuesOf("timeZone"),
    isKept: context.url.searchParams.has("kept"),
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await getViewer(context);
  // A visitor's choices are kept by script in the browser; without it there is nowhere to keep them.
  if (!viewer) return redirect(paths.appearance(), 303);
  const form = parseForm(await request.formData(), AppearanceForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  const { theme, density, zone, keys, view, back } = form.value;
  await saveAppearance(viewer.id, {
    ...(theme && { theme }),
    ...(density && { density }),
    ...(zone && { timeZone: zone }),
    ...(keys && { hasSingleKeys: keys === "on" }),
  });
  if (view !== undefined) await chooseView(viewer, view === "" ? null : view);
  return redirect(back === undefined ? paths.appearance({ kept: true }) : safePath(back), 303);
}

const themeWords = { system: "As the system", light: "Light", dark: "Dark" } as const;
const densityWords = { standard: "Standard", compact: "Compact" } as const;

export default function AppearancePage() {
  const { appearance, view, zones, isKept } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  const { theme, density, timeZone, hasSingleKeys } = appearance ?? usualAppearance;
  return (
    <section className="settings">
      <h1>Appearance</h1>
      <p className="page-lead">
        {appearance
          ? "How the site looks to you, on every device on which you are signed in."
          : "How the site looks in this browser. It keeps what you choose; nothing is sent to us."}
      </p>
      {!appearance && (
        <p className="without-script">
          Without script your browser can’t keep a choice: pages follow your system’s light or dark, and times are in
          UTC.
        </p>
      )}
      <Form
        method="post"
        className={appearance ? "settings-form" : "settings-form with-script"}
        data-appearance-form={appearance ? undefined : ""}
        key={JSON.stringify([appearance, view])}
      >
        <FormErrors errors={errorsOf(state, "")} />
        <Choices
          name="theme"
          label="Theme"
          options={themes.map((value) => ({ value, words: themeWords[value] }))}
          chosen={typed(state, "theme", theme)}
        />
        <Choices
          name="density"
          label="Density"
          help="Compact has smaller letters and less space between posts and rows."
          options={densities.map((value) => ({ value, words: densityWords[value] }))}
          chosen={typed(state, "density", density)}
        />
        <Choices
          name="view"
          label="Threads open"
          help="Flat is by time, the tree by who answers whom. A link to one post opens flat; your last choice on a thread’s page counts here as well."
          options={[
            { value: "", words: "By length" },
            ...threadViews.map((value) => ({ value, words: viewWords[value] })),
          ]}
          chosen={typed(state, "view", view ?? "")}
        />
        <SelectField
          name="zone"
          label="Time zone of posts"
          help="Script writes the times of posts in this zone. Days of data stay in UTC, as chains and publishers count them."
          errors={errorsOf(state, "zone")}
          defaultValue={typed(state, "zone", timeZone)}
        >
          <option value="UTC">UTC</option>
          <option value="device">As on this device</option>
          <optgroup label="By place">
            {zones
              .filter((zone) => zone !== "UTC")
              .map((zone) => (
                <option key={zone} value={zone}>
                  {zone.replaceAll("_", " ")}
                </option>
              ))}
          </optgroup>
        </SelectField>
        <Choices
          name="keys"
          label="Shortcuts of a single key"
          help="Such as j and k for the next and previous post. Switch them off if you speak to your computer or press keys by accident; keys with Ctrl stay."
          options={[
            { value: "on", words: "On" },
            { value: "off", words: "Off" },
          ]}
          chosen={typed(state, "keys", hasSingleKeys ? "on" : "off")}
        />
        <div className="form-actions">
          <button className="button button-primary">Keep</button>
          <span role="status" data-appearance-said="">
            {isKept && "Kept."}
          </span>
        </div>
      </Form>
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("Appearance");
