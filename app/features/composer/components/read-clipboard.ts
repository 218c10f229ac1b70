/** What a clipboard holds: its files, its plain text, and of its html the words and whether there is a table. */
export function readClipboard(data: DataTransfer) {
  const html = data.getData("text/html");
  // A document made from a string runs nothing and loads nothing.
  const body = html === "" ? null : new DOMParser().parseFromString(html, "text/html").body;
  return {
    text: data.getData("text/plain"),
    files: [...data.files],
    hasTable: body !== null && body.querySelector("table") !== null,
    words: body?.textContent?.trim() ?? "",
  };
}
