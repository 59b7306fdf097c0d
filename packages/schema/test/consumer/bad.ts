import type { ClaimRow } from "@sourcebook/schema";

export const row: ClaimRow = {
  id: "a-source.first",
  source_id: "a-source",
  subject_id: "somebody",
  predicate: "took_place",
  polarity: "affirmed",
  modality: "certain",
  voice: "author",
};
