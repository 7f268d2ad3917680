export { loadPlan } from "./plan.ts";
export { looksLikeTerraformJson, recognisePlan } from "./recognise.ts";
export { loadState } from "./state.ts";
export { loadConfigurations } from "./source/load.ts";
export { isConfigurationFile } from "./source/module-source.ts";
