/** A line at the edge of the window that says what is new and leads to it. It moves nothing and loads nothing by itself. */
export class NewsLine {
  #line: HTMLElement | undefined;

  constructor(
    private readonly page: Document,
    /** What a screen reader calls it. */
    private readonly name: string,
  ) {}

  /** Shows these words as a link; without words the line goes away. */
  show(words: string, href: string) {
    if (words === "") return this.#hide();
    this.#line ??= this.#make();
    if (!this.#line.isConnected) this.page.body.append(this.#line);
    this.page.documentElement.dataset["news"] = "";
    const link = this.#line.querySelector("a")!;
    if (link.textContent !== words) link.textContent = words;
    link.href = href;
  }

  #make() {
    const line = this.page.createElement("section");
    line.className = "thread-news";
    line.setAttribute("aria-label", this.name);
    // The region is there before its words, so that they are announced.
    const said = line.appendChild(this.page.createElement("p"));
    said.setAttribute("role", "status");
    const link = said.appendChild(this.page.createElement("a"));
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || link.pathname !== location.pathname) return;
      // The address of this page with another fragment would only scroll.
      event.preventDefault();
      history.pushState(null, "", link.href);
      location.reload();
    });
    const close = line.appendChild(this.page.createElement("button"));
    close.type = "button";
    close.className = "quiet";
    close.textContent = "Later";
    close.addEventListener("click", () => this.#hide());
    return line;
  }

  #hide() {
    this.#line?.remove();
    delete this.page.documentElement.dataset["news"];
  }
}
