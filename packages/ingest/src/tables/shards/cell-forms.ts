import { type CellForms, type RowForms, rowsOf, type TableDefinition } from "@sourcebook/schema";

/** What forms do with rows that are at hand as bytes: by themselves, or by way of their values. */
export function cellFormsOf(forms: RowForms, { fields }: TableDefinition): CellForms {
  return (
    forms.cells ?? {
      store(cells) {
        const lines = forms.store(rowsOf(cells, fields));
        let end = 0;
        const ends = Uint32Array.from(lines, (line) => {
          end += Buffer.byteLength(line);
          return end;
        });
        return { bytes: Buffer.from(lines.join("")), ends };
      },
      add: (cells) => forms.add(rowsOf(cells, fields)),
    }
  );
}
