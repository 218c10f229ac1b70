// @ts-nocheck: it runs on other sites, as it stands here.
/*
 * <counterproof-metric chain="base" metric="tps" window="30d" view="line">a link, for readers without script</counterproof-metric>
 * The element holds a frame of the forum and is as high as what is in it. `self.counterproofOrigin` is put above by the server.
 */
(() => {
  const origin = self.counterproofOrigin;
  const asked = ["with", "window", "view", "theme", "provider"];
  const heights = { value: 180, spark: 220, line: 400, bars: 400, table: 400 };

  class CounterproofMetric extends HTMLElement {
    static observedAttributes = ["chain", "metric", "title", ...asked];
    #frame;
    #hear = ({ source, origin: from, data }) => {
      if (from !== origin || !this.#frame || source !== this.#frame.contentWindow) return;
      if (data?.type !== "counterproof:height" || !(data.height > 0 && data.height < 5000)) return;
      this.#frame.style.height = `${Math.ceil(data.height)}px`;
    };

    connectedCallback() {
      addEventListener("message", this.#hear);
      this.#show();
    }

    disconnectedCallback() {
      removeEventListener("message", this.#hear);
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
        Object.assign(frame.style, { display: "block", width: "100%", border: "0", colorScheme: "auto" });
        frame.style.height = `${heights[this.getAttribute("view")] ?? heights.line}px`;
        this.#frame = frame;
        const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
        root.append(frame);
        this.style.display = "block";
      }
      this.#frame.title = this.getAttribute("title") || `${this.getAttribute("chain")} ${this.getAttribute("metric")}`;
      if (this.#frame.src !== url) this.#frame.src = url;
    }

    #address() {
      const [chain, metric] = ["chain", "metric"].map((name) => (this.getAttribute(name) ?? "").trim());
      if (!/^[a-z0-9-]{1,40}$/.test(chain) || !/^[a-z0-9-]{1,40}$/.test(metric)) return null;
      const url = new URL(`/embed/metric/${chain}/${metric}`, origin);
      for (const name of asked) if (this.hasAttribute(name)) url.searchParams.set(name, this.getAttribute(name));
      return url.href;
    }
  }

  if (!customElements.get("counterproof-metric")) customElements.define("counterproof-metric", CounterproofMetric);
})();
