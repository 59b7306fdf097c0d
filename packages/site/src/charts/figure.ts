import type { VNode } from "preact";

/** A picture with everything that says the same in words. */
export interface Figure {
  /** Its place on the page, and the name of its file. */
  readonly id: string;
  readonly title: string;
  /** What is to be seen, in sentences that were computed from the same data. */
  readonly words: string;
  /** How it is to be read. */
  readonly reading: string;
  /** Draws it so wide, in user units; a narrow one is for phones. */
  draw(width: number): Drawing;
  /** The same as a table: every mark of the picture is of one of its rows, or of several. */
  readonly twin: Twin;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly content: VNode;
}

export interface Twin {
  readonly headings: readonly string[];
  readonly rows: readonly TwinRow[];
}

export interface TwinRow {
  readonly key: string;
  readonly cells: readonly TwinCell[];
}

export interface TwinCell {
  readonly text: string;
  /** A page of the site that it leads to. */
  readonly to?: string;
  readonly isNumber?: boolean;
}
