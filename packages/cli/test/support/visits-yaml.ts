/** The `dataset.yaml` of a project of tables with a model of its own, each table in a file of its name. */
export const visitsYaml = (tables: readonly string[], exports: readonly string[]): string =>
  `name: visits
title: Visits
licence: CC0-1.0
contributors: [{ title: Nobody, role: publisher }]
model: ./schemas
tables:
${tables.map((table) => `  ${table}: ${table}.csv\n`).join("")}exports: [${exports.join(", ")}]
`;
