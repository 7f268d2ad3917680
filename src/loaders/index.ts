export { loadDocuments } from "./documents.ts";
export { prefilter, surelyOurs } from "./recognise.ts";
