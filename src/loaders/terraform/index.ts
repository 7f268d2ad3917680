export { loadPlan, type LoadedPlan } from "./plan.ts";
export { recognisePlan } from "./recognise.ts";
export { loadState } from "./state.ts";
