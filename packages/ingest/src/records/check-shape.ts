import { showValue } from "@sourcebook/schema";
import type { ErrorObject } from "ajv";
import { didYouMean } from "../did-you-mean.ts";
import { validators } from "../generated/record-shapes.js";
import type { IssueList, IssueWords } from "../issue-list.ts";
import type { Place } from "../line-table.ts";
import { type RecordNode, toPlainValue } from "./record-node.ts";
import type { RecordFileKind } from "./record-schemas.ts";

/** Reports every key that is unknown, missing or empty, and every value of the wrong shape. */
export function checkShape(kind: RecordFileKind, root: RecordNode, issues: IssueList): void {
  const validate = validators[kind];
  if (validate(toPlainValue(root))) return;
  for (const error of validate.errors ?? []) reportShapeError(kind, error, root, issues);
}

function reportShapeError(
  kind: RecordFileKind,
  error: ErrorObject,
  root: RecordNode,
  issues: IssueList,
): void {
  const { keyword, instancePath, params, parentSchema, data } = error;
  if (keyword === "if") return; // says only that the branch below it has failed, which says so itself
  const path = instancePath.split("/").slice(1).map(unescapePointer);
  const { node, keyAt } = nodeAt(root, path);
  const name = path.findLast((step) => !/^\d+$/.test(step));
  const isItem = /^\d+$/.test(path.at(-1) ?? "");
  const what = name === undefined ? "The file" : `${isItem ? "An item of " : ""}\`${name}\``;
  const field = name === undefined ? {} : { field: name };
  const report = (code: Parameters<IssueList["add"]>[0], at: Place, words: () => IssueWords) =>
    issues.add(code, at, () => ({ ...field, ...words() }));

  switch (keyword) {
    case "additionalProperties": {
      const key = String(params.additionalProperty);
      const entry =
        node.kind === "map" ? node.entries.find((entry) => entry.key === key) : undefined;
      report("unknown-key", entry?.keyAt ?? node.at, () => {
        const known = Object.keys(parentSchema?.properties ?? {});
        const isRest = entry?.value.kind === "text" && entry.value.value === "";
        const fix =
          didYouMean(key, known) ||
          (isRest ? AFTER_COMMA : "") ||
          `The keys here are ${known.join(", ")}.`;
        return { message: `There is no key \`${key}\` here.`, fix, field: key };
      });
      return;
    }
    case "required": {
      const key = String(params.missingProperty);
      report("missing-key", keyAt ?? node.at, () => ({
        message: `The key \`${key}\` is missing.`,
        fix: `Add a line "${key}: …".`,
        field: key,
      }));
      return;
    }
    case "minLength":
      report("empty-value", keyAt ?? node.at, () => ({
        message: `${what} has no value.`,
        fix: "Give it a value, or remove the key: what is absent is not stated.",
      }));
      return;
    case "minItems": {
      const least = Number(params.limit);
      report("empty-value", keyAt ?? node.at, () => ({
        message: `${what} needs at least ${least === 1 ? "one item" : `${least} items`}.`,
        fix: least === 1 ? "Give it an item, or remove the key." : "Add what is missing.",
      }));
      return;
    }
    case "maxItems":
      report("wrong-shape", keyAt ?? node.at, () => ({
        message: `${what} has more than ${String(params.limit)} items.`,
        fix: "Leave out what the record does not need, or make several records of it.",
      }));
      return;
    case "maxLength":
      report("wrong-shape", node.at, () => ({
        message: `${what} has more than ${String(params.limit)} characters.`,
        fix: "Shorten it.",
      }));
      return;
    case "pattern":
      if (data === "") return; // has no value, which is said already
      report("invalid-number", node.at, () => ({
        message: `“${String(data)}” is not written as a number.`,
        fix: `Write digits only, with a point before decimals, as in 30000 or 1.5${kind === "source" ? "; the words as printed belong in expression" : ""}.`,
        value: String(data),
      }));
      return;
    case "enum": {
      const known = (params.allowedValues as readonly unknown[]).map(String);
      report("mapping-invalid", node.at, () => ({
        message: `There is no ${name ?? "value"} ${showValue(String(data))}.`,
        fix: didYouMean(String(data), known) || `Write one of ${known.join(", ")}.`,
        value: String(data),
      }));
      return;
    }
    case "type":
      if (data === "") {
        report("empty-value", keyAt ?? node.at, () => ({
          message: `${what} has no value, but ${expectedShape(params.type)} belongs here.`,
          fix: "Give it a value, or remove the key: what is absent is not stated.",
        }));
        return;
      }
      report("wrong-shape", node.kind === "text" ? node.at : (keyAt ?? node.at), () => ({
        message: `${what} is ${SHAPES[node.kind]}, but ${expectedShape(params.type)} belongs here.`,
        fix:
          params.type === "array"
            ? "Write its items between [ and ], or below it, each behind a dash."
            : "Write it as docs/records.md shows.",
      }));
      return;
    default:
      report("wrong-shape", node.at, () => ({
        message: `${what} ${error.message ?? "has the wrong shape"}.`,
        fix: "Write it as docs/records.md shows.",
      }));
  }
}

// `{ expression: more than 30,000 }` is two keys to YAML: `expression` and `000`.
const AFTER_COMMA = 'Between { } a comma ends a text: put it in quotation marks, as in "30,000".';

const SHAPES: Readonly<Record<RecordNode["kind"], string>> = {
  text: "a text",
  list: "a list",
  map: "a group of keys",
};

function expectedShape(type: unknown): string {
  if (type === "array") return "a list";
  if (type === "object") return "a group of keys";
  return "a text";
}

const unescapePointer = (step: string) => step.replaceAll("~1", "/").replaceAll("~0", "~");

/** The node under a JSON Pointer, and the place of the key that leads to it. */
function nodeAt(root: RecordNode, path: readonly string[]): { node: RecordNode; keyAt?: Place } {
  let node = root;
  let keyAt: Place | undefined;
  for (const step of path) {
    if (node.kind === "list") {
      const item = node.items[Number(step)];
      if (item === undefined) break;
      node = item;
      keyAt = undefined;
    } else if (node.kind === "map") {
      const entry = node.entries.find(({ key }) => key === step);
      if (entry === undefined) break;
      node = entry.value;
      keyAt = entry.keyAt;
    }
  }
  return keyAt === undefined ? { node } : { node, keyAt };
}
