/** The digits of a whole number with marks between thousands: "12,345". A sign may stand before them. */
export const markThousands = (digits: string): string => digits.replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
