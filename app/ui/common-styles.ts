/** The `handle` of a screen that looks right to visitors with app.css alone; every other screen gets more.css, too. */
export const commonStylesAlone = { styles: "common" } as const;
