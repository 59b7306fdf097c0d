import {
  documentary,
  type Issue,
  type Row,
  type TableDefinition,
  type WorkOptions,
} from "@sourcebook/schema";
import type { IssueList } from "../issue-list.ts";
import { AssertionChecker } from "./check-assertions.ts";
import { KeyChecker, KeyStore, type PlacedRow } from "./check-keys.ts";
import type { TableProject } from "./check-tables.ts";
import { rowComparer } from "./compare-rows.ts";
import type { HashedInputs } from "./hashed-inputs.ts";
import { referencedFields, type TableOrder } from "./order-tables.ts";
import { PassProgress } from "./pass-progress.ts";
import { type LocatedInput, readRows } from "./read-rows.ts";
import type { Reject, RejectedRows, RejectSink } from "./rejects.ts";
import type { ProvedTable } from "./shards/merge-shards.ts";
import { proveTable } from "./shards/prove-table.ts";
import type { Workshop } from "./shards/workshop.ts";
import type { TypedBatch } from "./type-rows.ts";

/** How many rows a table has, and how many were rejected from it. */
export interface CountedRows {
  readonly rows: number;
  readonly rejected: number;
}

export interface PassOptions {
  readonly project: TableProject;
  readonly order: TableOrder;
  readonly inputs: ReadonlyMap<string, readonly LocatedInput[]>;
  /** Tables whose files could not all be found. */
  readonly incomplete: ReadonlySet<string>;
  readonly files: HashedInputs;
  /** Rows that earlier passes rejected; those of this one are added. */
  readonly rejected: RejectedRows;
  readonly issues?: IssueList | undefined;
  readonly rejects?: RejectSink | undefined;
  readonly work?: WorkOptions;
  /** Reads large tables, where all that is wrong with them is to be told. */
  readonly workshop?: Workshop | undefined;
}

/** Reads every row of every table once. */
export class TablePass {
  readonly counts: Map<string, CountedRows> = new Map();
  /** What threads have read, by table. */
  readonly proved: Map<string, ProvedTable> = new Map();
  private readonly options: PassOptions;
  private readonly store = new KeyStore();
  private readonly unsorted = new Set<string>();

  constructor(options: PassOptions) {
    this.options = options;
  }

  /** Whether the rows came in the order of their keys. */
  isSorted(table: string): boolean {
    return !this.unsorted.has(table);
  }

  /** @returns false when rows that had been taken in turned out to refer to nothing, and were rejected */
  async run(): Promise<boolean> {
    const { order, project, rejected, rejects, issues, files, inputs, work = {} } = this.options;
    const progress = new PassProgress(work, files, [...inputs.values()].flat());
    const checkers: KeyChecker[] = [];
    for (const definition of order.tables) {
      const referenced = referencedFields(order, definition.name);
      const keys = new KeyChecker(definition, referenced, this.store);
      const assertions = project.assertions
        .filter(({ table }) => table === definition.name)
        .map((asserted) => new AssertionChecker(asserted));
      checkers.push(keys);
      const hasAllRows =
        (await this.proveTable(definition, referenced, assertions, progress)) ||
        (await this.readTable(definition, keys, assertions, progress));
      for (const checker of assertions)
        for (const issue of checker.finish(hasAllRows)) issues?.addIssue(issue);
    }
    let isStable = true;
    for (const checker of checkers) {
      for (const { table, place, issue } of checker.danglingReferences()) {
        isStable = false;
        if (rejects === undefined) issues?.addIssue(issue);
        else rejected.add(table, place.file, place.row, [issue]);
      }
    }
    return isStable;
  }

  private async proveTable(
    definition: TableDefinition,
    referenced: readonly (readonly string[])[],
    checkers: readonly AssertionChecker[],
    progress: PassProgress,
  ): Promise<boolean> {
    const { name } = definition;
    const { inputs, incomplete, files, project, workshop } = this.options;
    if (workshop === undefined || incomplete.has(name)) return false;
    const located = inputs.get(name) ?? [];
    let rows = 0;
    const table = {
      definition,
      isBuiltIn: project.model === documentary,
      assertions: project.assertions.filter(({ table }) => table === name),
      inputs: located,
      open: (path: string) => files.input(path),
      hashOf: (path: string) => files.get(path),
      sizeOf: (path: string) => files.sizeOf(path),
      step: (more: number) => {
        rows += more;
        progress.step(name, rows);
      },
    };
    const options = { workshop, store: this.store, checkers, referenced };
    const proved = await proveTable(table, options);
    if (proved === undefined) return false;
    this.store.begin(
      name,
      located.map(({ path }) => path),
    );
    this.store.finish(name, true);
    this.proved.set(name, proved);
    this.counts.set(name, { rows: proved.rows, rejected: 0 });
    if (!proved.isSorted) this.unsorted.add(name);
    return true;
  }

  /** @returns whether all rows that its files have were taken in, or set aside */
  private async readTable(
    definition: TableDefinition,
    keys: KeyChecker,
    assertions: readonly AssertionChecker[],
    progress: PassProgress,
  ): Promise<boolean> {
    const { name } = definition;
    const { inputs, incomplete, files, project, issues } = this.options;
    const located = inputs.get(name) ?? [];
    const taken = new TakenRows(definition, this.options, keys, assertions);
    this.store.begin(
      name,
      located.map(({ path }) => path),
    );
    let isComplete = !incomplete.has(name);
    for (const [file, input] of located.entries()) {
      const validate = project.validators[name];
      for await (const batch of readRows(files.input(input.path), input, definition, validate)) {
        for (const issue of batch.fileIssues) {
          issues?.addIssue(issue);
          if (issue.severity === "error") isComplete = false;
        }
        await taken.takeBatch(batch, file);
        progress.step(name, taken.rows + taken.rejected);
      }
    }
    this.store.finish(name, isComplete);
    if (!taken.isSorted) this.unsorted.add(name);
    this.counts.set(name, { rows: taken.rows, rejected: taken.rejected });
    return isComplete && !taken.hasLeftOut;
  }
}

/** Decides row by row what goes into a table. */
class TakenRows {
  rows = 0;
  rejected = 0;
  isSorted = true;
  /** A row is not there because nothing can be made of it. */
  hasLeftOut = false;
  private last: Row | undefined;
  private readonly table: string;
  private readonly options: PassOptions;
  private readonly keys: KeyChecker;
  private readonly assertions: readonly AssertionChecker[];
  private readonly compare: (a: Row, b: Row) => number;

  constructor(
    definition: TableDefinition,
    options: PassOptions,
    keys: KeyChecker,
    assertions: readonly AssertionChecker[],
  ) {
    this.table = definition.name;
    this.options = options;
    this.keys = keys;
    this.assertions = assertions;
    this.compare = rowComparer(definition);
  }

  async takeBatch(batch: TypedBatch, file: number): Promise<void> {
    const { rejects, issues } = this.options;
    const set: Reject[] = [];
    for (const [index, row] of batch.rows.entries()) {
      const number = batch.firstRow + index;
      const placed: PlacedRow | undefined = row && {
        row,
        file,
        number,
        placeOf: (field) => batch.placeOf(index, field),
      };
      const found = this.issuesOf(batch, index, placed);
      const reasons = rejects && this.reasonsOf(found, file, number);
      if (reasons !== undefined) {
        const { line } = batch.placeOf(index);
        this.rejected += 1;
        this.options.rejected.add(this.table, file, number, reasons);
        for (const issue of reasons) issues?.addIssue({ ...issue, severity: "warning" });
        set.push({
          table: this.table,
          file: batch.file,
          ...(line !== undefined && { line }),
          row: number,
          original: batch.originalOf(index),
          reasons,
        });
        continue;
      }
      for (const issue of found) issues?.addIssue(issue);
      if (placed === undefined) this.hasLeftOut = true;
      else this.take(placed);
    }
    if (set.length > 0) await rejects?.(set);
  }

  private issuesOf(
    batch: TypedBatch,
    index: number,
    placed: PlacedRow | undefined,
  ): readonly Issue[] {
    const own = batch.rowIssues.get(index) ?? [];
    if (placed === undefined) return own;
    const keys = this.keys.check(placed);
    const asserted = this.assertions.flatMap((checker) => checker.check(placed, batch.file));
    return keys.length + asserted.length === 0 ? own : [...own, ...keys, ...asserted];
  }

  /** Why a row cannot be taken: what is wrong with it now, or what an earlier pass found. */
  private reasonsOf(
    found: readonly Issue[],
    file: number,
    row: number,
  ): readonly Issue[] | undefined {
    if (found.some(({ severity }) => severity === "error")) return found;
    return this.options.rejected.find(this.table, file, row);
  }

  private take(placed: PlacedRow): void {
    const { row } = placed;
    this.rows += 1;
    this.keys.add(placed);
    for (const checker of this.assertions) checker.add(row);
    if (this.last !== undefined && this.compare(this.last, row) > 0) this.isSorted = false;
    this.last = row;
  }
}
