/** For visitors what `PartEndScript` of `ui/part-end.tsx` is for members. */
{
  let placed: number | undefined;
  customElements.define(
    "part-end",
    class extends HTMLElement {
      connectedCallback() {
        const part = Math.floor(document.getElementsByTagName("*").length / 300);
        if (part === placed || document.readyState !== "loading") return;
        placed = part;
        void document.body.offsetHeight;
      }
    },
  );
}
