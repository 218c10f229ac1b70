import { type ExportFormat, exportFormats } from "../references/export-formats";
import { formatWords } from "../references/export-references";

/** Links to references as files for reference managers, and as text in two styles. */
export function ExportLinks({ hrefOf, what }: { hrefOf: (format: ExportFormat) => string; what: string }) {
  const files = exportFormats.filter((format) => format !== "txt");
  return (
    <p className="export-links">
      <span>{what}</span>
      {files.map((format) => (
        <a key={format} href={hrefOf(format)}>
          {formatWords[format]}
        </a>
      ))}
      <a href={hrefOf("txt")}>APA</a>
      <a href={`${hrefOf("txt")}${hrefOf("txt").includes("?") ? "&" : "?"}style=chicago`}>Chicago</a>
    </p>
  );
}
