export { listKeys, type ListedKey, makeKey, revokeKey } from "./keys.server";
export { listOperations } from "./list-operations.server";
export { serveApi } from "./serve-api.server";
export { type TellOfKey, tellOfEndings } from "./tell-of-endings.server";
