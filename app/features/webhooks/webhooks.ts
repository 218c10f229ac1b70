export { bodies, eventTypes, eventWords } from "./event";
export { offInWords, offWords, stateWords } from "./hook-state";
export { HookForm, mostHooks } from "./hook-form";
export { type DeliveryFilter, deliveryFilters, readDeliveryFilter } from "./log-filter";
export { receiverExample } from "./receiver-example";
export { daysKept, hoursOfBoth, mostTries } from "./schedule";
