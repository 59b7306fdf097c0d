/**
 * Every code that an issue can have, with its meaning in a few words.
 *
 * Codes are stable: one that has been released is never renamed or given another meaning. A new code is
 * one line in its group.
 */
export const issueCodes = {
  // A row against its schema.
  "field-unknown": "The table has no such field",
  "cell-required": "A required cell is empty",
  "cell-type": "A cell is of another type than its field",
  "cell-format": "A cell is not of the form that its field asks for",
  "cell-range": "A number is too small or too large",
  "cell-length": "A text or list is too short or too long",
  "cell-code": "A cell is not a code of its codelist",
  "cell-repeats": "A list names an item twice",
  "row-rule": "Cells of a row do not fit together",

  // A schema or codelist of one's own.
  "schema-keyword": "A keyword is unknown, misspelt, misplaced or not allowed",
  "schema-invalid": "A schema is not formed as the vocabulary asks",
  "schema-reference": "A reference leads nowhere or out of the model",
  "schema-name": "A table or field has a name that cannot be used",
  "schema-pattern": "A pattern is not valid or can take very long to match",
  "schema-format": "A format is not known",
  "schema-key": "A key names a table or field that does not exist or does not fit",
  "schema-example": "An example is not valid under its own schema",
  "schema-missing": "A title, description, type or example is missing",
  "codelist-unknown": "A codelist is named that is not there",
  "codelist-invalid": "A codelist has a faulty entry",

  // Bytes and text.
  "encoding-invalid": "Bytes are not text in the encoding of the file",
  "encoding-unsupported": "An encoding is not known or cannot be read",
  "encoding-contradicted": "The file is in another encoding than stated",
  "control-character": "A control character, such as NUL, stands in a text",
  "lone-surrogate": "Half of a surrogate pair stands in a text",
  "replacement-character": "A character was lost when the file was made (U+FFFD)",
} as const;

/** The code of an issue, such as `cell-required`. */
export type IssueCode = keyof typeof issueCodes;
