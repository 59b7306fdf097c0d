import { expect, test } from "vitest";
import { compileModel } from "../src/compile.ts";
import { documentary, tables, writerValidator } from "../src/index.ts";
import { validateClaims } from "../src/validate.ts";
import { codes, field, line, rowSchema } from "./support.ts";

const lists = {
  kinds: codes("urban", "rural"),
  tags: [
    ...codes("dust", "ozone"),
    { code: "o3", title: "O3", description: "Ozone.", deprecated: "1.2", replaced_by: "ozone" },
  ],
};
const schema = rowSchema("stations", {
  kind: field("string", { codelist: "kinds" }),
  tags: field("array", { items: { type: "string", codelist: "tags", extensible: true } }),
  height: field("number", {
    deprecated: true,
    deprecatedDetails: { since: "1.1", description: "Use `altitude`." },
  }),
});
const { model } = compileModel({ "stations.schema.json": schema }, lists);
const stations = model?.tables.stations;
if (!stations) throw new Error("the model does not compile");
const validate = writerValidator(stations, lists);

test("codes that an extensible list does not have, and what is deprecated", () => {
  const row = { id: "1", kind: "unknown", tags: ["dust", "ozon", "smoke", "o3"], height: 3 };
  expect(
    validate(row).map((fault) => `${fault.severity ?? "error"} | ${line(fault)}`),
  ).toMatchInlineSnapshot(`
    [
      "error | tags | cell-code | "ozon" | \`tags\` has a value that is not in its list. | Did you mean \`ozone\`?",
      "error | tags | cell-code | "smoke" | \`tags\` has a value that is not in its list. | Choose a code from tags, or add this one to codelists/tags.csv.",
      "warning | tags | code-deprecated | "o3" | A code of \`tags\` is deprecated since 1.2. | Use \`ozone\`.",
      "warning | height | field-deprecated | \`height\` is deprecated since 1.1. | Use \`altitude\`.",
    ]
  `);
});

test("nothing to say of a row without them, or of what is no row", () => {
  expect([{ id: "1", tags: ["dust"] }, { tags: 5 }, null, "row"].flatMap(validate)).toEqual([]);
});

test("a reader takes a predicate of a later version, a writer must not invent one", () => {
  const { codelists } = documentary;
  const [example] = tables.claims.schema.examples as [object];
  const claim = { ...example, predicate: "took_plase" };
  expect(validateClaims(claim)).toEqual([]);
  expect(writerValidator(tables.claims, codelists)(claim).map(line)).toMatchInlineSnapshot(`
    [
      "predicate | cell-code | "took_plase" | \`predicate\` has a value that is not in its list. | Did you mean \`took_place\`?",
    ]
  `);
});
