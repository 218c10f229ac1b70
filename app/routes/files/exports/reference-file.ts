import { exportFormats, exportReferences, type Reference, textStyles } from "~/features/sources/sources";
import { invariantResponse } from "~/platform/responses.server";

/** References in the format that the address ends with; `?style=` chooses between the two of text. */
export function referenceFile(url: URL, references: Reference[], name: string): Response {
  const format = exportFormats.find((one) => url.pathname.endsWith(`.${one}`));
  const asked = url.searchParams.get("style") ?? "apa";
  const style = textStyles.find((one) => one === asked);
  invariantResponse(format && style, "There are two styles of text: apa and chicago.", { status: 400 });
  const { text, type } = exportReferences(references, format, style);
  return new Response(text, {
    headers: {
      "Content-Type": type,
      "Content-Disposition": `${format === "txt" ? "inline" : "attachment"}; filename="${name}.${format}"`,
    },
  });
}
