/** Whether the window is narrower than the first of the three widths that the sheets know. */
export const isPhoneWide = () => matchMedia("(max-width: 639.98px)").matches;
