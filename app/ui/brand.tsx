import { Mark } from "./icon";

/** The forum's name, which leads home. */
export function Brand() {
  return (
    <a className="brand" href="/">
      <Mark />
      <span className="brand-word">Counterproof</span>
    </a>
  );
}

/** The header of a page that has nothing else of the site: its name, and the way home. */
export function BrandHeader() {
  return (
    <header className="site-header">
      <div className="site-header-row">
        <Brand />
      </div>
    </header>
  );
}
