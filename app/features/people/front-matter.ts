/** A text with front matter: values as JSON, which every reader of YAML takes. */
export function withFrontMatter(values: Record<string, unknown>, text: string): string {
  const lines = Object.entries(values)
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `---\n${lines.join("\n")}\n---\n\n${text}\n`;
}
