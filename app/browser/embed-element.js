// @ts-nocheck: it runs on other sites, as it stands here.
/*
 * <counterproof-metric chain="base" metric="tps" window="30d" view="line">a link, for readers without script</counterproof-metric>
 * The element holds a frame of the forum and is as high as what is in it. `self.counterproofOrigin` is put above by the server.
 */
(() => {
  const origin = self.counterproofOrigin;
  const asked = ["with", "window", "view", "scale", "theme", "provider"];
  const heights = { value: 180, spark: 220, line: 400, bars: 400, table: 400 };

  const isDark = matchMedia("(prefers-color-scheme: dark)");

  /** How light a colour is, from 0 to 1; null for one that is not seen. A canvas knows every way to write a colour. */
  const lightness = (colour) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    const drawing = canvas.getContext("2d");
    if (!drawing) return null;
    drawing.fillStyle = colour;
    drawing.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = drawing.getImageData(0, 0, 1, 1).data;
    return alpha < 128 ? null : (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  };

  /** The scheme of the page around an element: as the page declares it, else as light as the ground it stands on. */
  const schemeAround = (element) => {
    const declared = getComputedStyle(element).colorScheme.split(/\s+/);
    const [light, dark] = ["light", "dark"].map((scheme) => declared.includes(scheme));
    if (light && dark) return isDark.matches ? "dark" : "light";
    if (light || dark) return dark ? "dark" : "light";
    for (let place = element; place; place = place.parentElement ?? place.getRootNode().host) {
      const seen = lightness(getComputedStyle(place).backgroundColor);
      if (seen !== null) return seen < 0.4 ? "dark" : "light";
    }
    return "light";
  };

  class CounterproofMetric extends HTMLElement {
    static observedAttributes = ["chain", "metric", "title", ...asked];
    #frame;
    #hear = ({ source, origin: from, data }) => {
      if (from !== origin || !this.#frame || source !== this.#frame.contentWindow) return;
      if (data?.type !== "counterproof:height" || !(data.height > 0 && data.height < 5000)) return;
      this.#frame.style.height = `${Math.ceil(data.height)}px`;
    };

    #look = () => this.#frame && this.#show();
    #watch = new MutationObserver(this.#look);

    connectedCallback() {
      addEventListener("message", this.#hear);
      // Pages change their scheme by an attribute of the root or the body.
      for (const place of [document.documentElement, document.body].filter(Boolean))
        this.#watch.observe(place, { attributes: true });
      isDark.addEventListener("change", this.#look);
      this.#show();
    }

    disconnectedCallback() {
      removeEventListener("message", this.#hear);
      this.#watch.disconnect();
      isDark.removeEventListener("change", this.#look);
    }

    attributeChangedCallback() {
      if (this.#frame) this.#show();
    }

    #show() {
      const url = this.#address();
      // Without chain and metric, the content between the tags stays.
      if (!url) return;
      if (!this.#frame) {
        const frame = document.createElement("iframe");
        frame.loading = "lazy";
        frame.referrerPolicy = "no-referrer";
        Object.assign(frame.style, { display: "block", width: "100%", border: "0" });
        frame.style.height = `${heights[this.getAttribute("view")] ?? heights.line}px`;
        this.#frame = frame;
        const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
        root.append(frame);
        this.style.display = "block";
      }
      const theme = this.#theme();
      this.#frame.style.colorScheme = theme === "auto" ? "light dark" : theme;
      this.#frame.title = this.getAttribute("title") || `${this.getAttribute("chain")} ${this.getAttribute("metric")}`;
      if (this.#frame.src !== url) this.#frame.src = url;
    }

    /** As the page asked; without a word from it, as it looks itself. */
    #theme() {
      const named = this.getAttribute("theme");
      return ["light", "dark", "auto"].includes(named) ? named : schemeAround(this);
    }

    #address() {
      const [chain, metric] = ["chain", "metric"].map((name) => (this.getAttribute(name) ?? "").trim());
      if (!/^[a-z0-9-]{1,40}$/.test(chain) || !/^[a-z0-9-]{1,40}$/.test(metric)) return null;
      const url = new URL(`/embed/metric/${chain}/${metric}`, origin);
      for (const name of asked) if (this.hasAttribute(name)) url.searchParams.set(name, this.getAttribute(name));
      url.searchParams.set("theme", this.#theme());
      return url.href;
    }
  }

  if (!customElements.get("counterproof-metric")) customElements.define("counterproof-metric", CounterproofMetric);
})();
