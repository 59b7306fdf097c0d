export {
  validateAttributions,
  validateCitations,
  validateClaims,
  validateConflictMembers,
  validateConflicts,
  validateEntities,
  validateEvidence,
  validateNames,
  validatePassages,
  validateQuantities,
  validateQuotations,
  validateRetiredIds,
  validateSources,
  validators,
} from "./generated/validators.ts";
export type { RowFault, RowValidator } from "./row-fault.ts";
