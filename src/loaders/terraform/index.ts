export { loadPlan } from "./plan.ts";
export { recognisePlan } from "./recognise.ts";
export { loadState } from "./state.ts";
