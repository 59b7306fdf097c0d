import type { Parser } from "saxen";
import type { FileFault, RawCell } from "../raw-table.ts";
import { unescapeText, type Workbook } from "./parse-workbook.ts";
import { formatSerial } from "./serial-date.ts";
import { walkXml, type XmlFault } from "./walk-xml.ts";

/** A row of a sheet that has a cell; numbers of rows and columns count from 1. */
export interface SheetRow {
  readonly number: number;
  /** By column number less one. */
  readonly cells: readonly RawCell[];
  readonly faults: readonly FileFault[];
}

export interface Sheet {
  readonly rows: readonly SheetRow[];
  readonly faults: readonly FileFault[];
}

/** Reads the cells of a sheet as they are stored, not as they are shown. */
export function parseSheet(
  parser: typeof Parser,
  xml: string,
  workbook: Workbook,
): Sheet | XmlFault {
  const builder = new SheetBuilder(workbook);
  const fault = walkXml(parser, xml, builder);
  return fault ?? builder.finish();
}

/** The cell at hand, part by part. */
interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  value: string | undefined;
  text: string | undefined;
  hasFormula: boolean;
}

class SheetBuilder {
  private readonly workbook: Workbook;
  private readonly rows: SheetRow[] = [];
  private readonly faults: FileFault[] = [];
  private readonly formulas = new Map<number, { count: number; row: number }>();
  private row = 0;
  private cells: RawCell[] = [];
  private rowFaults: FileFault[] = [];
  private cell: OpenCell | undefined;
  private part: "value" | "text" | undefined;
  private isReading = false;
  private merged = 0;

  constructor(workbook: Workbook) {
    this.workbook = workbook;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === "row") {
      this.row = Number(attributes.r ?? this.row + 1);
      this.cells = [];
      this.rowFaults = [];
    } else if (name === "c") {
      const { r, t = "n", s = "" } = attributes;
      const column = r === undefined ? this.nextColumn() : columnOf(r);
      this.cell = {
        column,
        type: t,
        style: s === "" ? -1 : Number(s),
        value: undefined,
        text: undefined,
        hasFormula: false,
      };
    } else if (name === "mergeCell") {
      this.addMerged(attributes.ref ?? "");
    } else if (this.cell !== undefined) {
      if (name === "v") {
        this.part = "value";
        this.cell.value ??= "";
      } else if (name === "f") this.cell.hasFormula = true;
      else if (name === "rPh") this.isReading = true;
      else if (name === "t" && !this.isReading) {
        this.part = "text";
        this.cell.text ??= "";
      }
    }
  }

  close(name: string): void {
    if (name === "v" || name === "t") this.part = undefined;
    else if (name === "rPh") this.isReading = false;
    else if (name === "c") this.closeCell();
    else if (name === "row" && this.cells.length + this.rowFaults.length > 0) {
      this.rows.push({ number: this.row, cells: this.cells, faults: this.rowFaults });
    }
  }

  text(text: string): void {
    if (this.cell === undefined || this.part === undefined) return;
    this.cell[this.part] += text;
  }

  finish(): Sheet {
    for (const [column, { count, row }] of this.formulas) {
      this.faults.push({
        code: "cell-formula",
        severity: "warning",
        message: `The column has ${count} ${count === 1 ? "formula" : "formulas"}; the values last saved with ${count === 1 ? "it" : "them"} were read.`,
        fix: "Put the values in the place of the formulas, so that the file says what the data is.",
        line: row,
        column,
      });
    }
    return { rows: this.rows, faults: this.faults };
  }

  private nextColumn(): number {
    return this.cells.length + 1;
  }

  private addMerged(ref: string): void {
    this.merged += 1;
    if (this.merged > MAX_MERGED) return;
    const [first = "A1"] = ref.split(":");
    this.faults.push({
      code: "cells-merged",
      severity: "error",
      message: `The cells ${ref} are merged, so only the first of them has a value.`,
      fix: "Split them, and give each its value.",
      line: Number(/\d+/.exec(first)?.[0] ?? 1),
      column: columnOf(first),
    });
  }

  private closeCell(): void {
    const { cell } = this;
    this.cell = undefined;
    if (cell === undefined) return;
    const value = this.valueOf(cell);
    if (cell.hasFormula && cell.value !== undefined && cell.value !== "") {
      const known = this.formulas.get(cell.column);
      if (known !== undefined) known.count += 1;
      else this.formulas.set(cell.column, { count: 1, row: this.row });
    }
    if (value !== undefined && value !== "") this.cells[cell.column - 1] = value;
  }

  private valueOf({ type, value, text, style, column, hasFormula }: OpenCell): RawCell {
    if (type === "inlineStr") return unescapeText(text ?? "");
    if (value === undefined || value === "") {
      if (!hasFormula) return undefined;
      if (type === "str" && value === "") return undefined;
      this.fault(column, {
        code: "cell-formula",
        message: "The cell has a formula, but no value was saved with it.",
        fix: "Open and save the file in a spreadsheet program, or put the value in its place.",
      });
      return undefined;
    }
    switch (type) {
      case "s":
        return this.workbook.sharedTexts[Number(value)] ?? this.invalid(column);
      case "str":
        return unescapeText(value);
      case "b":
        return value === "1" ? true : value === "0" ? false : this.invalid(column);
      case "d":
        return value.replace(/T00:00:00(?:\.0+)?Z?$/, "");
      case "e":
        this.fault(column, {
          code: "cell-error",
          message: `The cell holds the error ${value}.`,
          fix: "Repair its formula, or leave the cell empty.",
        });
        return undefined;
      default:
        return this.numberOf(value, style, column);
    }
  }

  private numberOf(value: string, style: number, column: number): RawCell {
    const number = value.replace(/[eE]\+?/, "e");
    if (!/^-?\d+(?:\.\d+)?(?:e-?\d+)?$/.test(number)) return this.invalid(column);
    if (this.workbook.isDate[style] !== true) return { number };
    const date = formatSerial(Number(number), this.workbook.is1904);
    if (date !== undefined) return date;
    this.fault(column, {
      code: "cell-format",
      message: `The cell shows ${value} as a date, but there is no such day.`,
      fix: "Write the date anew, or give the cell a number format.",
    });
    return undefined;
  }

  private invalid(column: number): undefined {
    this.fault(column, {
      code: "file-invalid",
      message: "The cell is not stored as spreadsheets store cells.",
      fix: "Save the file anew in a spreadsheet program.",
    });
    return undefined;
  }

  private fault(column: number, words: Pick<FileFault, "code" | "message" | "fix">): void {
    this.rowFaults.push({ ...words, severity: "error", line: this.row, column });
  }
}

const MAX_MERGED = 100;
const MAX_COLUMN = 16_384;

/** The number of a column by its letters: A is 1, XFD is 16384. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference.replace(/[^A-Z].*$/, "")) {
    column = column * 26 + letter.charCodeAt(0) - 64;
  }
  return Math.min(Math.max(column, 1), MAX_COLUMN);
}
