import { env } from "~/platform/env.server";
import { devnet, type MeasuredNetwork, networks } from "./networks";

/** The networks that are measured here; the development network where it was asked for. */
export const measuredNetworks = (): MeasuredNetwork[] => (env().DEVNET === "on" ? [...networks, devnet] : networks);
