import { documentary, type Row } from "@sourcebook/schema";
import { expect, test } from "vitest";
import { attributionText } from "../../src/views/attribution-text.ts";

const entities: ReadonlyMap<string, Row> = new Map(
  [
    { id: "author", type: "person", label: "The unnamed author of the letter" },
    { id: "witnesses", type: "group", label: "Unnamed witnesses" },
    { id: "police", type: "organization", label: "Harbour police" },
    { id: "paper", type: "organization", label: "The Quay Gazette" },
    { id: "register", type: "work", label: "the harbour register" },
  ].map((entity) => [entity.id, entity]),
);

const entityOf = (id: string): Row => entities.get(id) ?? {};

type Step = Readonly<Record<"agent_id" | "act", string>> & { work_id?: string; certainty?: string };

const read = (...steps: readonly Step[]): string =>
  attributionText(steps, entityOf, documentary.codelists.acts ?? []);

test("a chain reads as English: one writes, several testify, and so do the police", () => {
  expect(
    read(
      { agent_id: "author", act: "writes" },
      { agent_id: "witnesses", act: "testifies", work_id: "register" },
      { agent_id: "police", act: "finds", certainty: "unclear" },
    ),
  ).toBe(
    "The unnamed author of the letter writes; Unnamed witnesses testify (via the harbour register); Harbour police find [unclear]",
  );
});

test("a work is cited and published itself, and is the way by which anything else is said", () => {
  expect(
    ["cites", "publishes", "states", "calls_for"].map((act) =>
      read({ agent_id: "paper", act, work_id: "register", certainty: "implied" }),
    ),
  ).toEqual([
    "The Quay Gazette cites the harbour register [implied]",
    "The Quay Gazette publishes the harbour register [implied]",
    "The Quay Gazette states (via the harbour register) [implied]",
    "The Quay Gazette calls for it (via the harbour register) [implied]",
  ]);
});
