import type { Format } from "./formats.ts";
import type { RowFault, RowValidator } from "./row-fault.ts";
import { showValue } from "./show-value.ts";
import { closest } from "./suggest.ts";

/** A finding of ajv, with the parts that are used here. */
export interface CheckError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A function that ajv compiled. */
export interface Check {
  (row: unknown): boolean;
  errors?: readonly CheckError[] | null;
}

/** What the messages on a table need to know beyond what the findings say. */
export interface MessageHints {
  readonly fields: readonly string[];
  /** Title and description of each rule in `allOf`, in order. */
  readonly rules: readonly (readonly [title: string, description: string])[];
  /** How to write the fields that have a pattern. */
  readonly patternHelp: Readonly<Record<string, string>>;
  readonly formats: Readonly<Record<string, Format>>;
}

/** Makes a validator whose faults a user can read and act on out of one that ajv compiled. */
export function rowValidator(check: Check, hints: MessageHints): RowValidator {
  return (row) => (check(row) ? [] : describeFaults(check.errors ?? [], row, hints));
}

function describeFaults(
  errors: readonly CheckError[],
  row: unknown,
  hints: MessageHints,
): readonly RowFault[] {
  const faults: RowFault[] = [];
  const said = new Set<string>();
  const mistyped = errors.filter(({ keyword }) => keyword === "type");
  for (const error of errors) {
    // A value of the wrong type fails other checks too; they say nothing new.
    if (
      error.keyword !== "type" &&
      mistyped.some((other) => other.instancePath === error.instancePath)
    )
      continue;
    const rule = ruleOf(error);
    const fault =
      rule === undefined ? cellOrRowFault(error, row, hints) : ruleFault(error, rule, row, hints);
    // A rule has one fault, however many of its parts fail; the first part names the field.
    const key = rule === undefined ? `${error.instancePath} ${fault.message}` : String(rule);
    if (said.has(key)) continue;
    said.add(key);
    faults.push(fault);
  }
  return faults;
}

// The number of the rule in `allOf` that an error comes from.
const ruleOf = ({ schemaPath }: CheckError): number | undefined =>
  schemaPath.startsWith("#/allOf/")
    ? Number.parseInt(schemaPath.slice("#/allOf/".length), 10)
    : undefined;

function cellOrRowFault(error: CheckError, row: unknown, hints: MessageHints): RowFault {
  if (error.instancePath === "") return rowFault(error, row, hints);
  const [, field = "", item] = stepsOf(error.instancePath);
  const cell = read(row, field);
  const value = item === undefined ? cell : read(cell, item);
  return { field, value: showValue(value), ...cellFault(error, field, value, hints) };
}

const stepsOf = (pointer: string): readonly string[] =>
  pointer.includes("~")
    ? pointer.split("/").map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    : pointer.split("/");

const read = (container: unknown, key: string): unknown =>
  typeof container === "object" && container !== null
    ? (container as Record<string, unknown>)[key]
    : undefined;

function ruleFault(error: CheckError, rule: number, row: unknown, hints: MessageHints): RowFault {
  const [message = "Cells of the row do not fit together", fix = "Compare them."] =
    hints.rules[rule] ?? [];
  const [, path] = stepsOf(error.instancePath);
  const field = path ?? error.params.missingProperty;
  const value = typeof field === "string" ? read(row, field) : undefined;
  return {
    code: "row-rule",
    ...(typeof field === "string" && { field }),
    ...(value !== undefined && { value: showValue(value) }),
    message: `${message}.`,
    fix,
  };
}

function rowFault({ keyword, params }: CheckError, row: unknown, hints: MessageHints): RowFault {
  const missing = String(params.missingProperty);
  switch (keyword) {
    case "required":
      return {
        code: "cell-required",
        field: missing,
        message: `\`${missing}\` is empty.`,
        fix: "Give it a value.",
      };
    case "dependentRequired":
      return {
        code: "cell-required",
        field: missing,
        message: `\`${missing}\` is empty, although \`${params.property}\` is given.`,
        fix: `Give \`${missing}\` a value, or remove \`${params.property}\`.`,
      };
    case "additionalProperties": {
      const field = String(params.additionalProperty);
      return {
        code: "field-unknown",
        field: showValue(field),
        value: showValue(read(row, field)),
        message: `There is no field \`${showValue(field)}\`.`,
        fix: meant(field, hints.fields) ?? `The fields are ${hints.fields.join(", ")}.`,
      };
    }
    default:
      return {
        code: "cell-type",
        value: showValue(row),
        message: "The row is no object.",
        fix: "Give an object with a property for each field.",
      };
  }
}

type Words = Pick<RowFault, "code" | "message" | "fix">;

function cellFault(
  { keyword, params }: CheckError,
  field: string,
  value: unknown,
  hints: MessageHints,
): Words {
  switch (keyword) {
    case "type":
      return wrongType(field, value, String(params.type));
    case "enum":
    case "const":
      return wrongCode(field, value, params.allowedValues ?? [params.allowedValue]);
    case "format": {
      const format = hints.formats[String(params.format)];
      const { message, fix } = format?.explain(String(value)) ?? {
        message: "This has not the right form",
        fix: "Correct it.",
      };
      return { code: "cell-format", message: `\`${field}\`: ${message}.`, fix };
    }
    case "pattern":
      return {
        code: "cell-format",
        message: `\`${field}\` has not the right form.`,
        fix: hints.patternHelp[field] ?? "Correct it.",
      };
    case "minimum":
    case "maximum":
    case "exclusiveMinimum":
    case "exclusiveMaximum":
      return {
        code: "cell-range",
        message: `\`${field}\` is out of range.`,
        fix: `Give a number ${comparisons[String(params.comparison)]} ${params.limit}.`,
      };
    case "multipleOf":
      return {
        code: "cell-range",
        message: `\`${field}\` is no multiple of ${params.multipleOf}.`,
        fix: `Give a multiple of ${params.multipleOf}.`,
      };
    case "uniqueItems":
      return {
        code: "cell-repeats",
        message: `\`${field}\` lists an item twice.`,
        fix: "Remove the second.",
      };
    default:
      return wrongLength(keyword, field, value, Number(params.limit));
  }
}

const comparisons: Readonly<Record<string, string>> = {
  ">=": "of at least",
  "<=": "of at most",
  ">": "above",
  "<": "below",
};

const typeNames: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  integer: "a whole number",
  number: "a number",
  string: "text",
};

function wrongType(field: string, value: unknown, type: string): Words {
  const wanted = typeNames[type] ?? type;
  const isEmpty = value === null || value === "" || value === undefined;
  return {
    code: "cell-type",
    message: isEmpty ? `\`${field}\` is given, but empty.` : `\`${field}\` is not ${wanted}.`,
    fix: isEmpty ? "Leave out what is not stated." : `Write it as ${wanted}.`,
  };
}

function wrongCode(field: string, value: unknown, allowed: unknown): Words {
  const codes = (allowed as readonly unknown[]).map(String);
  const all =
    codes.length > 20 ? "Choose a code from its codelist." : `The codes are ${codes.join(", ")}.`;
  return {
    code: "cell-code",
    message: `\`${field}\` has a value that is not in its list.`,
    fix: meant(String(value), codes) ?? all,
  };
}

function wrongLength(keyword: string, field: string, value: unknown, limit: number): Words {
  if (value === "")
    return {
      code: "cell-length",
      message: `\`${field}\` is given, but empty.`,
      fix: "Leave out what is not stated.",
    };
  const unit = keyword.endsWith("Items") ? "items" : "characters";
  const [fault, bound] = keyword.startsWith("min") ? ["short", "least"] : ["long", "most"];
  return {
    code: "cell-length",
    message: `\`${field}\` is too ${fault}.`,
    fix: `Give at ${bound} ${limit} ${unit}.`,
  };
}

function meant(word: string, candidates: readonly string[]): string | undefined {
  const found = closest(word, candidates);
  return found && `Did you mean \`${found}\`?`;
}
