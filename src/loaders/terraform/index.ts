export { loadPlan, type LoadedPlan } from "./plan.ts";
export { parsedPlan, skimPlan } from "./plan-json.ts";
export { recognisePlan } from "./recognise.ts";
export { loadState } from "./state.ts";
