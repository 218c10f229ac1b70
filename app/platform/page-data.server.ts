import { type AppLoadContext, json, type TypedResponse } from "@remix-run/node";

/** A loader's data that is not written as JSON and read again within the process. */
class HandedOver extends Response {
  constructor(
    private readonly data: unknown,
    status: number,
  ) {
    super("{}", { status, headers: { "Content-Type": "application/json; charset=utf-8" } });
  }

  override json() {
    return Promise.resolve(this.data);
  }
}

/** What JSON can't hold as it is. */
type Lost =
  Date | bigint | symbol | ReadonlyMap<unknown, unknown> | ReadonlySet<unknown> | ((...given: never[]) => unknown);

/** The same type where JSON gives back what it was given; `never` where it does not. */
type AsJson<Data> = Data extends Lost ? never : Data extends object ? { [Key in keyof Data]: AsJson<Data[Key]> } : Data;

/**
 * What a page's loader answers: for a page that is rendered here the data as they are, which must be as JSON has them; for a
 * page that is open already JSON. The framework would write and read them for itself otherwise, a tenth of a page's time.
 */
export function pageData<Data>(
  { wants }: Pick<AppLoadContext, "wants">,
  data: AsJson<Data>,
  { status }: { status: number } = { status: 200 },
): TypedResponse<Data> {
  return wants === "data" ? json(data as Data, { status }) : (new HandedOver(data, status) as TypedResponse<Data>);
}

/**
 * Html that a page has once, by these ids of `HtmlBody`; null stands for none. Answers with what the loader's data hold of it:
 * null for a page that is rendered here, all of it for navigation within the app.
 */
export function htmlOnce<Html extends Readonly<Record<string, string | null>>>(
  { bodies, wants }: Pick<AppLoadContext, "bodies" | "wants">,
  html: Html,
): Html | null {
  for (const [id, one] of Object.entries(html)) if (one !== null) bodies.set(id, one);
  return wants === "data" ? html : null;
}
