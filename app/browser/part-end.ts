/** For visitors what `PartEndScript` of `ui/part-end.tsx` is for members. A browser that is too old goes without. */
{
  let placed = -300;
  class PartEnd extends HTMLElement {
    connectedCallback() {
      if (document.readyState !== "loading") return;
      const { length } = document.getElementsByTagName("*");
      if (length < placed + 300) return;
      placed = length;
      void document.body.offsetHeight;
    }
  }
  if ("customElements" in window && !customElements.get("part-end")) customElements.define("part-end", PartEnd);
}
