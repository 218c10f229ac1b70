/** After a refusal: brings the first wrong field into view and focuses it, else the sentence about the whole form. */
export function showFirstFault(page: Document) {
  const first =
    page.querySelector<HTMLElement>("main [aria-invalid='true']:not([disabled])") ??
    page.querySelector<HTMLElement>("main .notice-signal[role='alert'][tabindex]");
  if (!first || first === page.activeElement) return;
  first.scrollIntoView({ block: "center" });
  first.focus({ preventScroll: true });
}
