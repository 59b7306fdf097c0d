import type { CellBatch, CellForms, Row, RowForms, TableDefinition } from "@sourcebook/schema";
import { cellFormsOf } from "./cell-forms.ts";
import type { RowTaker } from "./piece.ts";

/** Holds what is stored of the rows of a piece against its bytes, and hands the rows on. */
export class LineComparer implements RowTaker {
  private readonly forms: RowForms;
  private readonly cellForms: CellForms;
  private readonly taker: RowTaker;
  private piece: Uint8Array = new Uint8Array();
  private at = 0;
  private isAlike = true;

  constructor(definition: TableDefinition, forms: RowForms, taker: RowTaker) {
    this.forms = forms;
    this.cellForms = cellFormsOf(forms, definition);
    this.taker = taker;
  }

  begin(piece: Uint8Array): void {
    this.piece = piece;
    this.at = 0;
    this.isAlike = true;
  }

  takeRows(rows: readonly Row[]): void {
    this.compare(Buffer.from(this.forms.store(rows).join("")));
    this.taker.takeRows(rows);
  }

  takeCells(cells: CellBatch): void {
    this.compare(this.cellForms.store(cells).bytes);
    this.taker.takeCells(cells);
  }

  /** Whether the rows that came are stored as the very bytes of the piece, all of them. */
  get isSame(): boolean {
    return this.isAlike && this.at === this.piece.length;
  }

  private compare(lines: Uint8Array): void {
    const there = this.piece.subarray(this.at, this.at + lines.length);
    this.isAlike &&= Buffer.compare(there, lines) === 0;
    this.at += lines.length;
  }
}
