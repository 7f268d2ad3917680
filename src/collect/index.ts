export { collect, type CollectOptions, type CollectOutcome } from "./collect.ts";
export { permissionsPolicy } from "./permissions.ts";
