export { loadPlan } from "./plan.ts";
export { looksLikeTerraformJson, recognisePlan } from "./recognise.ts";
export { loadState } from "./state.ts";
