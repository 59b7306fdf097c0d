import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { recordSchemas } from "../../src/records/record-schemas.ts";

test.each(Object.entries(recordSchemas))(
  "the schema of %s is one, as the check of shapes takes for granted",
  (_, schema) => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    expect([ajv.validateSchema(schema), ajv.errors]).toEqual([true, null]);
    ajv.compile(schema);
  },
);
