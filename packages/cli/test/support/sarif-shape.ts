/** Every property that the object has must be said, as the standard says it has no others. */
const object = (properties: object, required: readonly string[] = Object.keys(properties)) => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});
const text = { type: "string", minLength: 1 };
const count = { type: "integer", minimum: 1 };
// Relative, and with every character escaped that RFC 3986 has no place for.
const uri = { type: "string", pattern: "^(?:[\\w.~!$&'()*+,;=@/-]|%[0-9A-Fa-f]{2})+$" };

/**
 * What we use of SARIF 2.1.0, by the words of the standard: what its schema asks for, and that columns count
 * code points. Far narrower than the schema, which allows more objects and properties.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export const sarifShape: object = object({
  $schema: { const: "https://json.schemastore.org/sarif-2.1.0.json" },
  version: { const: "2.1.0" },
  runs: {
    type: "array",
    minItems: 1,
    maxItems: 1,
    items: object({
      tool: object({
        driver: object({
          name: { const: "sourcebook" },
          version: text,
          semanticVersion: { type: "string", pattern: "^\\d+\\.\\d+\\.\\d+(?:-[0-9A-Za-z.-]+)?$" },
          rules: { type: "array", uniqueItems: true, items: object({ id: text }) },
        }),
      }),
      columnKind: { const: "unicodeCodePoints" },
      results: {
        type: "array",
        items: object({
          ruleId: text,
          ruleIndex: { type: "integer", minimum: 0 },
          level: { enum: ["error", "warning"] },
          message: object({ text }),
          locations: {
            type: "array",
            maxItems: 1,
            items: object({
              physicalLocation: object(
                {
                  artifactLocation: object({ uri, uriBaseId: { const: "PROJECT" } }),
                  region: object({ startLine: count, startColumn: count }, ["startLine"]),
                },
                ["artifactLocation"],
              ),
            }),
          },
        }),
      },
    }),
  },
});
