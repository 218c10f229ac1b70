/** Parts of a webhook's log, by the names in its address. */
export const deliveryFilters = {
  waiting: "Waiting",
  delivered: "Delivered",
  failed: "Failed",
  withdrawn: "Not sent",
} as const;
export type DeliveryFilter = keyof typeof deliveryFilters;

/** The filter of an address; null for all, and for a name that there is not. */
export const readDeliveryFilter = (name: string | null): DeliveryFilter | null =>
  name !== null && Object.hasOwn(deliveryFilters, name) ? (name as DeliveryFilter) : null;
