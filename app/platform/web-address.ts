/** Whether it is an address of the web that may be shown, exported and opened. */
export function isWebAddress(address: string): boolean {
  if (!/^https?:\/\//i.test(address)) return false;
  // Browsers read backslashes as slashes, drop tabs, and skip slashes before a host.
  const authority = /^https?:[/\\]*([^/\\?#]*)/i.exec(address.replace(/[\t\r\n]/g, ""))?.[1] ?? "";
  return authority !== "" && !authority.includes("@") && !/^https?:\/\/[^/?#]*\\/i.test(address);
}
