// EDGE: measures the validators of the schema package and prints. Run: npx --yes pnpm@12 --filter bench schema
import { gzipSync } from "node:zlib";
import {
  documentary,
  formats,
  type Row,
  type RowValidator,
  type TableName,
} from "@sourcebook/schema";
import { validators } from "@sourcebook/schema/validate";
import { Ajv2020 } from "ajv/dist/2020.js";
import { build } from "esbuild";

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

await printSizes();
printSpeed();

/** What a page has to load that validates rows of one table, or of all. */
async function printSizes(): Promise<void> {
  print("bundle of one validator, minified (esbuild), in bytes");
  for (const table of Object.keys(documentary.tables)) {
    const name = `validate${table.replaceAll(/(?:^|_)(\w)/g, (_, letter) => letter.toUpperCase())}`;
    print(`  ${table.padEnd(18)}${await bundleSize(name)}`);
  }
  print(`  ${"all".padEnd(18)}${await bundleSize("validators")}`);
}

async function bundleSize(name: string): Promise<string> {
  const contents = `import { ${name} } from "@sourcebook/schema/validate"; globalThis.x = ${name};`;
  const stdin = { contents, resolveDir: import.meta.dirname };
  const options = { bundle: true, minify: true, write: false, format: "esm" } as const;
  const { outputFiles } = await build({ stdin, ...options });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  return `${String(code.length).padStart(7)}  gzip ${String(gzipSync(code, { level: 9 }).length).padStart(6)}`;
}

/** Rows per second beside the function that ajv itself compiles from the same schema, all errors collected. */
function printSpeed(): void {
  print("\nrows per second, best of 15 rounds, one thread");
  for (const table of ["claims", "evidence", "quantities"] as const)
    for (const broken of [0, 0.01, 0.1, 1]) {
      const rows = manyRows(table, broken);
      const ajv = plainAjv(table);
      const [own, plain] = race([validators[table], ajv], rows);
      const share = `${((own / plain) * 100).toFixed(0)} %`;
      print(
        `  ${table.padEnd(12)}${`${broken * 100} % faulty`.padEnd(14)}ours ${perSecond(own)}   ajv ${perSecond(plain)}   ${share}`,
      );
    }
}

function perSecond(rate: number): string {
  return Math.round(rate).toLocaleString("en").padStart(11);
}

function plainAjv(table: TableName): RowValidator {
  const ajv = new Ajv2020({ allErrors: true, ownProperties: true, strict: false });
  for (const [name, { test }] of Object.entries(formats)) ajv.addFormat(name, test);
  const check = ajv.compile(documentary.tables[table].schema);
  return (row) => (check(row) ? [] : ((check.errors ?? []) as never));
}

/** The example of the table many times over, each row an object of its own with an id of its own. */
function manyRows(table: TableName, broken: number): readonly Row[] {
  const [example] = documentary.tables[table].schema.examples as readonly Row[];
  const key = documentary.tables[table].primaryKey[0] ?? "";
  return Array.from({ length: 50_000 }, (_, index): Row => {
    const row = { ...example, [key]: `a-source.claim-${index}` };
    return index % 100 < broken * 100 ? { ...row, source_id: "No Id", unknown: "x" } : row;
  });
}

/** Takes turns, so that neither is favoured by a machine that warms up or slows down. */
function race(
  contenders: readonly [RowValidator, RowValidator],
  rows: readonly Row[],
): [number, number] {
  const best: [number, number] = [0, 0];
  for (let round = 0; round < 15; round += 1)
    for (const [index, validate] of contenders.entries()) {
      const start = performance.now();
      let faults = 0;
      for (const row of rows) faults += validate(row).length;
      const rate = (rows.length / (performance.now() - start)) * 1000;
      if (faults >= 0) best[index as 0 | 1] = Math.max(best[index as 0 | 1], rate);
    }
  return best;
}
