import { type Cell, type CellBatch, type Field, textAt } from "@sourcebook/schema";
import type { BatchKeys } from "./batch-keys.ts";
import {
  distinctLimit,
  type Example,
  type FieldPart,
  isBetter,
  isShort,
  shortExample,
} from "./field-counter.ts";

/** Counts what rows that are at hand as bytes hold in one field: the same as `FieldCounter`, without a string for each cell. */
export class CellCounter {
  readonly #field: Field;
  readonly #index: number;
  #filled = 0;
  /** Of a number, a day as `yyyymmdd` or a flag: its distinct values, while they are counted. */
  #numbers: Set<number> | undefined = new Set();
  #least = Number.POSITIVE_INFINITY;
  #greatest = Number.NEGATIVE_INFINITY;
  /** Distinct texts, while they are counted. */
  #texts: Set<string> | undefined = new Set();
  /** By the number of a text: how often it occurs, and the text. */
  #counts: number[] = [];
  #numbered: (string | undefined)[] = [];
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

  /** What was counted since it was taken last. */
  take(): FieldPart {
    const values = this.#values();
    const hasRange = this.#field.type !== "boolean" && this.#least <= this.#greatest;
    if (hasCodes(this.#field)) {
      for (const [number, text] of this.#numbered.entries()) {
        if (text !== undefined) this.#addCode(text, this.#counts[number] ?? 0);
      }
    }
    const part = {
      filled: this.#filled,
      ...(values && { values }),
      ...(hasRange && { least: this.#cellOf(this.#least), greatest: this.#cellOf(this.#greatest) }),
      codes: new Map(this.#codes),
      example: this.#example,
    };
    this.#filled = 0;
    this.#counts = [];
    this.#numbered = [];
    this.#codes.clear();
    return part;
  }

  #countNumbers({ rows, starts, ends, values }: CellBatch, width: number): void {
    const isCoded = hasCodes(this.#field);
    for (let cell = this.#index; cell < rows * width; cell += width) {
      if (starts[cell] === ends[cell]) continue;
      const value = values[cell] as number;
      this.#filled += 1;
      if (value < this.#least) this.#least = value;
      if (value > this.#greatest) this.#greatest = value;
      if (this.#numbers !== undefined) {
        this.#numbers.add(value);
        if (this.#numbers.size > distinctLimit) this.#numbers = undefined;
      }
      if (isCoded) this.#addCode(String(this.#cellOf(value)), 1);
    }
  }

  #countTexts(cells: CellBatch, width: number): void {
    const { rows, starts, ends, values } = cells;
    for (let cell = this.#index; cell < rows * width; cell += width) {
      if (starts[cell] === ends[cell]) continue;
      this.#filled += 1;
      const number = values[cell] as number;
      const count = this.#counts[number];
      if (count !== undefined) this.#counts[number] = count + 1;
      else if (number >= 0) {
        const text = textAt(cells, cell);
        this.#counts[number] = 1;
        this.#numbered[number] = text;
        this.#addText(text);
      } else if (this.#texts !== undefined || hasCodes(this.#field)) {
        const text = textAt(cells, cell);
        this.#addText(text);
        if (hasCodes(this.#field)) this.#addCode(text, 1);
      }
    }
  }

  #addText(text: string): void {
    this.#texts?.add(text);
    if (this.#texts !== undefined && this.#texts.size > distinctLimit) this.#texts = undefined;
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
    if (isText(this.#field)) return this.#texts;
    return this.#numbers && new Set([...this.#numbers].map((value) => String(this.#cellOf(value))));
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
