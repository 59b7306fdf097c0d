import type { ForeignKey, Row, RowValidator, TableDefinition } from "@sourcebook/schema";
import type { TableAssertions } from "../assertions.ts";
import { AssertionChecker } from "../check-assertions.ts";
import { keysOf } from "../check-keys.ts";
import { type CsvContext, csvBatch } from "../csv-batch.ts";
import { FaultCounter } from "../fault-counter.ts";
import { scanCsv } from "../scan-csv.ts";
import type { TableSource } from "../table-source.ts";
import { RowTyper } from "../type-rows.ts";

/** All that is needed to read a piece of a file, as a plain value. */
export interface PieceSetup {
  readonly definition: TableDefinition;
  readonly source: TableSource;
  readonly assertions: readonly TableAssertions[];
  /** The names of the columns, as the file has them. */
  readonly header: readonly string[];
  readonly delimiter: number;
}

/** What pieces of a file have in common: values that are small, however many rows there are. */
export interface Tally {
  /** By assertion and by field of its `filled`: how many rows state it. */
  readonly filled: readonly (readonly number[])[];
  /** By foreign key: all keys that are referred to. */
  readonly references: readonly ReadonlySet<string>[];
}

/** Reads pieces of one file and proves that there is nothing wrong with them. It never says what is. */
export class PieceReader {
  private readonly setup: PieceSetup;
  private readonly typer: RowTyper;
  private readonly context: CsvContext;
  private readonly assertions: readonly AssertionChecker[];
  private readonly references: readonly Set<string>[];

  constructor(setup: PieceSetup, validate: RowValidator) {
    const { definition, source, header, assertions } = setup;
    this.setup = setup;
    this.typer = new RowTyper("", { definition, source, validate });
    this.context = { header, encoding: "utf-8", nextRow: 1, counter: new FaultCounter() };
    this.assertions = assertions.map((asserted) => new AssertionChecker(asserted));
    this.references = definition.foreignKeys.map(() => new Set());
  }

  /**
   * Reads a piece, and gives out its rows in groups.
   *
   * @returns false as soon as something may be wrong with a row
   */
  *read(bytes: Uint8Array): Generator<readonly Row[], boolean> {
    const { delimiter } = this.setup;
    for (let at = 0; at < bytes.length; ) {
      const rest = bytes.subarray(at);
      const scan = scanCsv(rest, { delimiter, lineEnd: "lf", isLast: true, maxRecords });
      const raw = csvBatch(scan, { context: this.context, line: 0, firstRecord: 0 });
      const { rows, fileIssues, rowIssues } = this.typer.typeBatch(raw);
      if (fileIssues.length + rowIssues.size > 0) return false;
      for (const row of rows) if (row === undefined || !this.holds(row)) return false;
      yield rows as readonly Row[];
      at += scan.consumed;
    }
    return true;
  }

  tally(): Tally {
    return {
      filled: this.assertions.map((checker) => checker.filledCounts),
      references: this.references,
    };
  }

  /** Whether a row has its key, and all that is asserted of it by itself; remembers what it refers to. */
  private holds(row: Row): boolean {
    const { primaryKey, foreignKeys } = this.setup.definition;
    for (const field of primaryKey) if (row[field] === undefined) return false;
    for (const checker of this.assertions) {
      if (checker.check({ ...unplaced, row }, "").length > 0) return false;
      checker.add(row);
    }
    for (let number = 0; number < foreignKeys.length; number += 1) {
      const keys = keysOf(row, foreignKeys[number] as ForeignKey);
      for (const key of keys) this.references[number]?.add(key);
    }
    return true;
  }
}

const unplaced = { file: 0, number: 0, placeOf: () => ({}) };

// Enough to spread the cost of a batch, few enough to stay in the cache of the processor.
const maxRecords = 512;
