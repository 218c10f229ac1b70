export { readTrust, takeTrust, type Trust } from "./read-trust.server";
