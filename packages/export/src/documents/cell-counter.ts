import { type Cell, type CellBatch, type Field, textAt } from "@sourcebook/schema";
import type { BatchKeys } from "./batch-keys.ts";
import { DistinctNumbers } from "./distinct-numbers.ts";
import { type Example, type FieldPart, isBetter, isShort, shortExample } from "./field-counter.ts";
import { NumberedTexts } from "./numbered-texts.ts";

/** Counts what rows that are at hand as bytes hold in one field: the same as `FieldCounter`, without a string for each cell. */
export class CellCounter {
  readonly #field: Field;
  readonly #index: number;
  #filled = 0;
  /** Of a number, a day as `yyyymmdd` or a flag. */
  readonly #numbers = new DistinctNumbers();
  #least = Number.POSITIVE_INFINITY;
  #greatest = Number.NEGATIVE_INFINITY;
  /** Absent when there are more texts than are counted. */
  #texts: NumberedTexts | undefined = new NumberedTexts();
  readonly #codes = new Map<string, number>();
  #example: Example | undefined;

  /** @param index of the field among those of its table */
  constructor(field: Field, index: number) {
    this.#field = field;
    this.#index = index;
  }

  add(cells: CellBatch, keys: BatchKeys): void {
    if (isText(this.#field)) this.#countTexts(cells, keys.width);
    else this.#countNumbers(cells, keys.width);
    this.#findExample(cells, keys);
  }

  /** What was counted. */
  part(): FieldPart {
    const values = this.#values();
    const hasRange = this.#field.type !== "boolean" && this.#least <= this.#greatest;
    return {
      filled: this.#filled,
      ...(values && { values }),
      ...(hasRange && { least: this.#cellOf(this.#least), greatest: this.#cellOf(this.#greatest) }),
      codes: this.#allCodes(),
      example: this.#example,
    };
  }

  #countNumbers({ rows, starts, ends, values }: CellBatch, width: number): void {
    const isCoded = hasCodes(this.#field);
    for (let cell = this.#index; cell < rows * width; cell += width) {
      if (starts[cell] === ends[cell]) continue;
      const value = values[cell] as number;
      this.#filled += 1;
      if (value < this.#least) this.#least = value;
      if (value > this.#greatest) this.#greatest = value;
      this.#numbers.add(value);
      if (isCoded) this.#addCode(String(this.#cellOf(value)), 1);
    }
  }

  #countTexts(cells: CellBatch, width: number): void {
    const { rows, starts, ends, values } = cells;
    for (let cell = this.#index; cell < rows * width; cell += width) {
      if (starts[cell] === ends[cell]) continue;
      this.#filled += 1;
      const number = values[cell] as number;
      if (number >= 0 && this.#texts !== undefined) this.#texts.add(number, cells, cell);
      else this.#addUnnumbered(cells, cell);
    }
  }

  /** Adds a text of a field that holds more of them than are numbered. */
  #addUnnumbered(cells: CellBatch, cell: number): void {
    if (hasCodes(this.#field)) {
      for (const [text, count] of this.#texts?.entries() ?? []) this.#addCode(text, count);
      this.#addCode(textAt(cells, cell), 1);
    }
    this.#texts = undefined;
  }

  #addCode(code: string, count: number): void {
    this.#codes.set(code, (this.#codes.get(code) ?? 0) + count);
  }

  #findExample(cells: CellBatch, keys: BatchKeys): void {
    const { rows, starts, ends } = cells;
    const known = this.#example;
    // Nearly always no row comes before the example.
    if (known !== undefined && isShort(known) && !keys.isBefore(keys.first, known.key)) return;
    for (let row = 0; row < rows; row += 1) {
      const cell = row * keys.width + this.#index;
      if (starts[cell] === ends[cell]) continue;
      const best = this.#example;
      if (best !== undefined) {
        const isFirst = keys.isBefore(row, best.key);
        // Only a short text before a short one, or any before a long one, and a short one anywhere, can be better.
        if (isShort(best) ? !isFirst : !isFirst && !mayBeShort(cells, cell)) continue;
      }
      const example = { text: this.#textOf(cells, cell), key: keys.keyOf(row) };
      if (isBetter(example, best)) this.#example = example;
    }
  }

  #textOf(cells: CellBatch, cell: number): string {
    const isFlag = this.#field.type === "boolean";
    return isFlag ? String(cells.values[cell] === 1) : textAt(cells, cell);
  }

  #values(): ReadonlySet<string> | undefined {
    if (isText(this.#field)) {
      return this.#texts && new Set(Array.from(this.#texts.entries(), ([text]) => text));
    }
    if (this.#numbers.areTooMany) return undefined;
    return new Set(this.#numbers.values().map((value) => String(this.#cellOf(value))));
  }

  #allCodes(): ReadonlyMap<string, number> {
    const numbered = hasCodes(this.#field) ? this.#texts?.entries() : undefined;
    return new Map([...this.#codes, ...(numbered ?? [])]);
  }

  /** The cell that a number stands for. */
  #cellOf(value: number): Cell {
    switch (this.#field.type) {
      case "boolean":
        return value === 1;
      case "date": {
        const digits = String(value).padStart(8, "0");
        return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
      }
      default:
        return value;
    }
  }
}

const isText = ({ type }: Field): boolean => type === "string" || type === "datetime";

const hasCodes = ({ codelist, type }: Field): boolean =>
  codelist !== undefined || type === "boolean";

/** Whether a text may be short: no code unit takes more than three bytes. */
const mayBeShort = ({ starts, ends }: CellBatch, cell: number): boolean =>
  (ends[cell] as number) - (starts[cell] as number) <= shortExample * 3;
