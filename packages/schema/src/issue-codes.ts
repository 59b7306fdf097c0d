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
  "code-deprecated": "A code is deprecated",
  "field-deprecated": "A field is deprecated",
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

  // The files of a project.
  "path-not-allowed": "A path leads out of the project, or may do so",
  "file-too-large": "A file is too large to be read",
  "file-unexpected": "A file lies in a folder of the project where nothing reads it",
  "document-missing": "The document of a source is not there",
  "document-changed": "A document has other bytes than when its words were quoted",
  "document-repetitive": "A document is made of a few letters over and over",
  "document-unused": "A document has no source file",
  "rendition-failed": "No plain text can be made of a document",
  "rendition-missing": "A document is no plain text, and its source pins no rendition of it",
  "name-invalid": "The dataset has a name that no release can have",
  "export-unknown": "A release is to have a form that there is not",
  "address-invalid": "A web address is not written as one",
  "version-invalid": "The project states no version, or none that can be compared",
  "json-syntax": "A file is not JSON",

  // A record file.
  "yaml-syntax": "A file is not YAML",
  "yaml-feature": "A record file uses a feature of YAML that records do without",
  "yaml-too-large": "A record file is too large or nests too deep",
  "duplicate-key": "A key is given twice",
  "unknown-key": "A record has no such key",
  "missing-key": "A record lacks a key",
  "empty-value": "A key has no value",
  "wrong-shape": "A list, a text or a group of keys stands where another of them belongs",
  "invalid-number": "A number is not written in digits",
  "invalid-date": "A date is not EDTF",
  "text-cut-by-comment": "A text ends at a YAML comment that may be part of it",

  // Quotes and what they carry.
  "quote-not-found": "A quote is not in the document",
  "quote-repeats": "A quote occurs more than once in the document",
  "quote-order": "The parts of a quote do not follow one another in the document",
  "quote-cuts-word": "A quote starts or ends inside a word",
  "quote-empty": "A quote has no words",
  "value-not-in-words": "A value is not in the words that are quoted for it",
  "date-not-in-words": "A date says more than the words that are quoted for it",
  "date-contradicts": "An inferred date contradicts the stated one",
  "name-not-in-words": "The name of an entity is not in the words that are quoted",
  "name-not-in-document": "A name is not in the document",
  "marker-missing": "The words quoted for a footnote mark do not end with it",
  "chain-without-author": "A chain of attribution does not start with an author of the source",
  "evidence-in-chrome": "A claim rests on words of the web page around the article",

  // Records beside each other.
  "duplicate-id": "An id is given twice",
  "duplicate-value": "Two rows share what only one can have",
  "unknown-entity": "An entity is not in the registry",
  "unknown-claim": "A claim is not in the source files",
  "unknown-reference": "A reference leads nowhere",
  "orphaned-entity": "Nothing refers to an entity",
  "retired-id-used": "A retired id is used again",
  "wrong-subject-type": "The subject of a claim is of a type that its predicate does not take",
  "wrong-object-type": "The object of a claim is of a type that its predicate does not take",
  "object-not-allowed": "A claim has an object that its predicate does not take",
  "value-missing": "A claim lacks the value that its predicate needs",
  "value-not-allowed": "A claim has a value that its predicate does not take",

  // The structure of a table's file.
  "file-missing": "No file is there, or none that fits the pattern",
  "file-invalid": "A file is not of its format, or is damaged",
  "library-missing": "A library that reads a format is not installed",
  "table-unknown": "The model has no such table",
  "mapping-invalid": "The mapping of a file to a table does not fit either of them",
  "header-missing": "The file has no header",
  "header-blank": "A column has no name",
  "header-duplicate": "Two columns have the same name",
  "header-padded": "A column's name has spaces or invisible characters around it",
  "column-unknown": "A column is not a field of the table",
  "column-missing": "A required field has no column",
  "quote-unclosed": "A quotation mark opens a cell and is never closed",
  "quote-stray": "A quotation mark stands inside a cell without being doubled",
  "line-end-stray": "A line end is of another kind than those of the file",
  "row-blank": "A row is blank",
  "row-short": "A row has too few cells",
  "row-long": "A row has too many cells",
  "row-too-large": "A row is larger than any row can be",
  "json-shape": "The JSON is no list of objects",
  "sheet-unknown": "The workbook has no such sheet, or several",
  "cells-merged": "Cells of a spreadsheet are merged",
  "cell-error": "A cell of a spreadsheet holds an error such as #DIV/0!",
  "cell-formula": "A cell of a spreadsheet is computed by a formula",

  // Values of a table's file.
  "number-precision": "A number has more digits than can be kept",
  "decimal-comma": "A number is written with a comma",
  "date-ambiguous": "A date can be read in two ways",
  "list-malformed": "A list is not written as lists are",

  // The version of a dataset.
  "changeset-invalid": "A changeset cannot be read",
  "changeset-missing": "The data changed, and no changeset says so",
  "version-too-low": "The version rises less than what changed asks for",
  "override-invalid": "A decision against a version rule cannot be read",
  "override-unused": "A decision against a version rule meets no change",
  "release-refused": "A change must be mended or confirmed before there can be a release",

  // What a dataset asserts.
  "assertion-failed": "The data does not hold what the dataset asserts",
  "assertion-invalid":
    "An assertion names a table or field that is not there, or is not formed right",
} as const;

/** The code of an issue, such as `cell-required`. */
export type IssueCode = keyof typeof issueCodes;
