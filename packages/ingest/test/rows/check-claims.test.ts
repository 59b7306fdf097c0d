import { documentary } from "@sourcebook/schema";
import { expect, test } from "vitest";
import { createIssueList } from "../../src/issue-list.ts";
import { checkClaims } from "../../src/rows/check-claims.ts";
import { RowBuilder } from "../../src/rows/located-row.ts";
import { formatIssues } from "../support/project.ts";

const at = { file: "a.yaml", line: 1, column: 1 };
const place = (column: number) => ({ ...at, column });

const entity = (id: string, type: string) =>
  new RowBuilder("entities", at).computed("id", id).computed("type", type).build();

/** A claim whose keys stand at columns 2 to 5. */
const claim = (subject: string, predicate: string, object?: string, value?: string) =>
  new RowBuilder("claims", at)
    .text("subject_id", { value: subject, at: place(2) })
    .text("predicate", { value: predicate, at: place(3) })
    .text("object_id", object === undefined ? undefined : { value: object, at: place(4) })
    .text("value", value === undefined ? undefined : { value, at: place(5) })
    .build();

const predicate = (code: string, subjects: string, objects: string, value: string) => ({
  code,
  title: code,
  description: `${code} means this.`,
  subject_types: subjects,
  object_types: objects,
  value,
});

const model = {
  ...documentary,
  codelists: {
    predicates: [
      predicate("fell", "person;place", "", "none"),
      predicate("led", "person", "group", "required"),
      predicate("met", "person", "person", "optional"),
    ],
  },
};

test("subject, object and value must fit the predicate", () => {
  const issues = createIssueList();
  const entities = [entity("ada", "person"), entity("rome", "place"), entity("crew", "group")];
  const check = (...claims: ReturnType<typeof claim>[]) =>
    checkClaims([...entities, ...claims], model, issues);
  check(claim("ada", "fell"), claim("ada", "led", "crew", "x"), claim("ada", "met"));
  check(claim("ada", "met", "ada", "x"), claim("ada", "flew", "rome"), claim("x", "led", "y", "z"));
  expect(issues.sorted()).toEqual([]);
  check(claim("crew", "fell", "rome", "x"), claim("rome", "led", "rome"));
  expect(formatIssues(issues.sorted())).toMatchInlineSnapshot(`
    "a.yaml:1:2: error [wrong-subject-type] The subject of fell is person, place; this one is group.
      Choose another predicate, or another subject; \`fell\` says: fell means this.
    a.yaml:1:2: error [wrong-subject-type] The subject of led is person; this one is place.
      Choose another predicate, or another subject; \`led\` says: led means this.
    a.yaml:1:3: error [value-missing] The predicate led needs a value.
      Add a line "value: …" with words of the quote; \`led\` says: led means this.
    a.yaml:1:4: error [object-not-allowed] The predicate fell takes no object.
      Remove the object, or choose another predicate.
    a.yaml:1:4: error [wrong-object-type] The object of led is group; this one is place.
      Choose another predicate, or another object; \`led\` says: led means this.
    a.yaml:1:5: error [value-not-allowed] The predicate fell takes no value.
      Remove the value, or choose another predicate.
    "
  `);
});
