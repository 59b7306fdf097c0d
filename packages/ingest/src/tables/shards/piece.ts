import { isUtf8 } from "node:buffer";
import type { CellBatch, Row, RowValidator, TableDefinition } from "@sourcebook/schema";
import type { TableAssertions } from "../assertions.ts";
import { AssertionChecker } from "../check-assertions.ts";
import { type CsvContext, csvBatch } from "../csv-batch.ts";
import { FaultCounter } from "../fault-counter.ts";
import { planColumns } from "../plan-columns.ts";
import { RowProver } from "../proof/row-prover.ts";
import { scanCsv } from "../scan-csv.ts";
import type { TableSource } from "../table-source.ts";
import { RowTyper } from "../type-rows.ts";
import { ReferenceTally } from "./reference-tally.ts";

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

/** Where sound rows go: values, or bytes where no value had to be made of them. */
export interface RowTaker {
  takeRows(rows: readonly Row[]): void;
  takeCells(cells: CellBatch): void;
}

/** Reads pieces of one file and proves that there is nothing wrong with them. It never says what is. */
export class PieceReader {
  private readonly setup: PieceSetup;
  private readonly loadValidator: () => Promise<RowValidator>;
  private typer: RowTyper | undefined;
  private readonly prover: RowProver | undefined;
  private readonly context: CsvContext;
  private readonly assertions: readonly AssertionChecker[];
  private readonly references: ReferenceTally;

  /** @param loadValidator called once, and only when a row is not proved on its bytes: it may take long */
  constructor(setup: PieceSetup, loadValidator: () => Promise<RowValidator>) {
    const { definition, source, header, delimiter, assertions } = setup;
    this.setup = setup;
    this.loadValidator = loadValidator;
    this.context = { header, encoding: "utf-8", nextRow: 1, counter: new FaultCounter() };
    this.assertions = assertions.map((asserted) => new AssertionChecker(asserted));
    const plan = planColumns(header, {
      definition,
      source,
      isFixed: true,
      numbersAsText: false,
      placeOf: () => ({}),
    });
    // What is asserted of rows is asked of their values.
    this.prover = assertions.every(asksNothingOfRows)
      ? RowProver.create({ definition, source, plan, columns: header.length, delimiter })
      : undefined;
    this.references = new ReferenceTally(definition, this.prover);
  }

  /**
   * Reads a piece, and hands on its rows in groups, in their order.
   *
   * @returns false as soon as something may be wrong with a row
   */
  async read(bytes: Uint8Array, taker: RowTaker): Promise<boolean> {
    const { prover } = this;
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const isPlain = prover !== undefined && isUtf8(buffer) && !buffer.includes("\ufffd");
    // The last record of a file may lack its line end.
    const provable = isPlain ? buffer.subarray(0, buffer.lastIndexOf(LF) + 1) : noBytes;
    let atOnce = 1;
    for (let at = 0; at < buffer.length; ) {
      if (prover !== undefined && at < provable.length) {
        at = prover.prove(provable, at);
        if (prover.cells.rows > 0) {
          this.references.addCells(prover.cells);
          this.countFilled(prover.cells);
          taker.takeCells(prover.cells);
          atOnce = 1;
          continue;
        }
      }
      this.typer ??= await this.createTyper();
      const most = at < provable.length ? atOnce : mostRecords;
      const read = this.readRows(this.typer, buffer.subarray(at), most);
      if (read === undefined) return false;
      taker.takeRows(read.rows);
      at += read.consumed;
      // Where one row is not proved, others often are not either.
      atOnce = Math.min(mostRecords, atOnce * 2);
    }
    return true;
  }

  tally(): Tally {
    return {
      filled: this.assertions.map((checker) => checker.filledCounts),
      references: this.references.keys(),
    };
  }

  private async createTyper(): Promise<RowTyper> {
    const { definition, source } = this.setup;
    return new RowTyper("", { definition, source, validate: await this.loadValidator() });
  }

  /** Makes values of some records and has them judged; nothing when something may be wrong with one. */
  private readRows(
    typer: RowTyper,
    bytes: Uint8Array,
    maxRecords: number,
  ): { readonly rows: readonly Row[]; readonly consumed: number } | undefined {
    const { delimiter } = this.setup;
    const scan = scanCsv(bytes, { delimiter, lineEnd: "lf", isLast: true, maxRecords });
    const raw = csvBatch(scan, { context: this.context, line: 0, firstRecord: 0 });
    const { rows, fileIssues, rowIssues } = typer.typeBatch(raw);
    if (fileIssues.length + rowIssues.size > 0) return undefined;
    for (const row of rows) if (row === undefined || !this.holds(row)) return undefined;
    return { rows: rows as readonly Row[], consumed: scan.consumed };
  }

  /** Whether a row has its key, and all that is asserted of it by itself; remembers what it refers to. */
  private holds(row: Row): boolean {
    for (const field of this.setup.definition.primaryKey)
      if (row[field] === undefined) return false;
    for (const checker of this.assertions) {
      if (checker.check({ ...unplaced, row }, "").length > 0) return false;
      checker.add(row);
    }
    this.references.addRow(row);
    return true;
  }

  private countFilled({ rows, starts, ends }: CellBatch): void {
    const { fields } = this.setup.definition;
    for (const [number, checker] of this.assertions.entries()) {
      const filled = this.setup.assertions[number]?.filled ?? [];
      const counts = filled.map(({ field: name }) => {
        const field = fields.findIndex((each) => each.name === name);
        let count = 0;
        for (let cell = field; cell < rows * fields.length; cell += fields.length) {
          if (starts[cell] !== ends[cell]) count += 1;
        }
        return count;
      });
      checker.addCounts(rows, counts);
    }
  }
}

const LF = 0x0a;
const noBytes = Buffer.alloc(0);
const unplaced = { file: 0, number: 0, placeOf: () => ({}) };

// Enough to spread the cost of a batch, few enough to stay in the cache of the processor.
const mostRecords = 512;

const asksNothingOfRows = ({ values, rules, unique }: TableAssertions): boolean =>
  values.length + rules.length + unique.length === 0;
