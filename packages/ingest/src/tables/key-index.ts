import { GrowingNumbers } from "./growing-numbers.ts";
import { KeySet } from "./key-set.ts";

/** Where a key was given. */
export interface KeyPlace {
  /** Index of the file among those of the table. */
  readonly file: number;
  readonly row: number;
  /** 0 when the file has no lines. */
  readonly line: number;
  readonly column: number;
}

/** Places in 16 bytes each. */
class PlaceList {
  private readonly numbers = new GrowingNumbers();

  push({ file, row, line, column }: KeyPlace): void {
    for (const number of [file, row, line, column]) this.numbers.push(number);
  }

  at(index: number): KeyPlace {
    const [file, row, line, column] = [0, 1, 2, 3].map((part) => this.numbers.at(index * 4 + part));
    return { file: file ?? 0, row: row ?? 0, line: line ?? 0, column: column ?? 0 };
  }
}

/** Keys, and where each was given first. */
export class KeyIndex {
  private keys = new KeySet();
  private places = new PlaceList();

  has(key: string): boolean {
    return this.keys.find(key) !== -1;
  }

  placeOf(key: string): KeyPlace | undefined {
    const number = this.keys.find(key);
    return number === -1 ? undefined : this.places.at(number);
  }

  /** The first place of a key counts: adding it again changes nothing. */
  add(key: string, place: KeyPlace): void {
    const size = this.keys.size;
    if (this.keys.add(key) === size) this.places.push(place);
  }

  /** Forgets all keys. */
  clear(): void {
    this.keys = new KeySet();
    this.places = new PlaceList();
  }

  /** Key by key, in the order of their coming. */
  *all(): Generator<string> {
    for (let number = 0; number < this.keys.size; number += 1) yield this.keys.keyAt(number);
  }
}

/** References whose keys may still come, in the order in which they were read. */
export class OpenReferences {
  private readonly keys = new KeySet();
  private readonly numbers = new GrowingNumbers();
  private readonly places = new PlaceList();

  add(key: string, place: KeyPlace): void {
    this.numbers.push(this.keys.add(key));
    this.places.push(place);
  }

  /** Those that still lead nowhere. */
  *danglingFrom(index: KeyIndex): Generator<{ key: string; place: KeyPlace }> {
    for (let at = 0; at < this.numbers.length; at += 1) {
      const key = this.keys.keyAt(this.numbers.at(at));
      if (!index.has(key)) yield { key, place: this.places.at(at) };
    }
  }
}
