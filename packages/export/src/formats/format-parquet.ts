import type { Cell, Field, Row } from "@sourcebook/schema";
import type { ByteWriter, ColumnSource, ParquetWriter } from "hyparquet-writer";
import { cellOf } from "../format-cell.ts";
import type { Content } from "../release-plan.ts";
import { regroupRows } from "./regroup-rows.ts";

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]["schema"][number];

// Part of the format: other groups would be other bytes. Large enough for readers to work in
// parallel, small enough to hold one in memory.
const rowsInGroup = 50_000;

/** Writes rows as Parquet with real types; absent cells are nulls. Returns the number of rows. */
export async function* formatParquet(
  fields: readonly Field[],
  batches: AsyncIterable<readonly Row[]>,
): Content {
  // Loaded only here, as it is large.
  const { ByteWriter, ParquetWriter } = await import("hyparquet-writer");
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: [{ name: "root", num_children: fields.length }, ...fields.flatMap(schemaOf)],
    createdBy: "sourcebook",
  });
  let rows = 0;
  for await (const group of regroupRows(batches, rowsInGroup)) {
    await parquet.write({
      columnData: fields.map((field) => columnOf(field, group)),
      rowGroupSize: rowsInGroup,
    });
    yield takeBytes(writer);
    rows += group.length;
  }
  await parquet.finish();
  yield takeBytes(writer);
  return rows;
}

/** The bytes written since the last call; offsets in the file go on counting. */
function takeBytes(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice();
  writer.index = 0;
  return bytes;
}

function columnOf(field: Field, rows: readonly Row[]): ColumnSource {
  return {
    name: field.name,
    data: rows.map((row) => parquetValue(field, cellOf(row, field.name))),
  };
}

function parquetValue({ type }: Field, cell: Cell | undefined): Cell | bigint | Date | null {
  if (cell === undefined) return null;
  if (type === "integer") return BigInt(Number(cell));
  if (type === "date") return new Date(`${String(cell)}T00:00:00Z`);
  return cell;
}

function schemaOf({ name, type, required }: Field): SchemaElement[] {
  const repetition_type = required ? "REQUIRED" : "OPTIONAL";
  switch (type) {
    case "integer":
      return [{ name, type: "INT64", repetition_type }];
    case "number":
      return [{ name, type: "DOUBLE", repetition_type }];
    case "boolean":
      return [{ name, type: "BOOLEAN", repetition_type }];
    case "date":
      return [
        {
          name,
          type: "INT32",
          converted_type: "DATE",
          logical_type: { type: "DATE" },
          repetition_type,
        },
      ];
    case "list":
      return [
        { name, repetition_type, num_children: 1, converted_type: "LIST" },
        { name: "list", repetition_type: "REPEATED", num_children: 1 },
        { name: "element", ...text, repetition_type: "REQUIRED" },
      ];
    default:
      return [{ name, ...text, repetition_type }];
  }
}

const text = {
  type: "BYTE_ARRAY",
  converted_type: "UTF8",
  logical_type: { type: "STRING" },
} as const;
