import type { Node, Pair } from "yaml";
import { yamlLibrary } from "./records/yaml-library.ts";

/** A JSON Schema of a record file, or a part of one. */
export type Shape = Readonly<Record<string, unknown>>;

/** A YAML value with what decides on its layout. */
export type Layout = TextLayout | ListLayout | MapLayout;

export interface TextLayout {
  readonly kind: "text";
  readonly value: string;
  /** Words of a document, which stand in a block of their own. */
  readonly isQuote: boolean;
  readonly isNumber: boolean;
}

export interface ListLayout {
  readonly kind: "list";
  readonly entries: readonly Entry[];
  readonly isFlow: boolean;
  /** Its entries are records, with a blank line between them. */
  readonly isSpaced: boolean;
}

export interface MapLayout {
  readonly kind: "map";
  readonly entries: readonly Entry[];
  readonly isFlow: boolean;
}

/** An item of a list, which has no key, or an entry of a map. */
export interface Entry {
  readonly key: string | undefined;
  readonly start: number;
  readonly value: Layout;
  /** Comments on lines of their own above it; more may be added. */
  readonly before: string[];
  /** Comments at the end of its line; the first stays there. */
  readonly trailing: string[];
}

/** Where a value stands: the keys on the way to it, with `*` for the items of lists. */
type Path = readonly string[];

/** Plans the layout of a value, its keys in the order in which the shape of the record lists them. */
export function planLayout(node: Node | null, shape: Shape | undefined, path: Path = []): Layout {
  const { isMap, isScalar, isSeq } = yamlLibrary();
  const own = resolveShape(shape, node);
  const isFlow = isFlowPlace(path) || (path[0] === DATASET && isFlowNode(node));
  if (isSeq<Node>(node)) {
    const items = own?.items as Shape | undefined;
    const entries = node.items.map((item) => {
      const value = planLayout(item, items, [...path, "*"]);
      return createEntry(undefined, item?.range?.[0] ?? 0, value);
    });
    return { kind: "list", entries, isFlow, isSpaced: path.length === 1 && isRecordList(path) };
  }
  if (isMap<Node, Node | null>(node)) {
    const properties = (own?.properties ?? {}) as Readonly<Record<string, Shape>>;
    const others = own?.additionalProperties;
    const rest = typeof others === "object" ? (others as Shape) : undefined;
    const entries = sortPairs(node.items, Object.keys(properties)).map(({ key, value }) => {
      const name = keyOf(key);
      const inner = Object.hasOwn(properties, name) ? properties[name] : rest;
      const layout = planLayout(value, inner, [...path, name]);
      return createEntry(name, key.range?.[0] ?? 0, layout);
    });
    return { kind: "map", entries, isFlow };
  }
  const value = isScalar(node) ? String(node.value ?? "") : "";
  return { kind: "text", value, isQuote: isQuotePlace(path), isNumber: own?.pattern !== undefined };
}

/** The first word of a path in `dataset.yaml`, whose collections keep the form in which they are written. */
export const DATASET = "dataset";

const createEntry = (key: string | undefined, start: number, value: Layout): Entry => ({
  key,
  start,
  value,
  before: [],
  trailing: [],
});

const keyOf = (key: Node): string => (yamlLibrary().isScalar(key) ? String(key.value ?? "") : "");

/** A shape with alternatives tells them apart by type. */
function resolveShape(shape: Shape | undefined, node: Node | null): Shape | undefined {
  if (shape === undefined || shape.if === undefined) return shape;
  const { isScalar, isSeq } = yamlLibrary();
  const { type } = shape.if as { type?: string };
  const isThen = type === "array" ? isSeq(node) : isScalar(node);
  return resolveShape((isThen ? shape.then : shape.else) as Shape | undefined, node);
}

function sortPairs<Value>(pairs: readonly Pair<Node, Value>[], order: readonly string[]) {
  const rank = (pair: Pair<Node, Value>) => {
    const at = order.indexOf(keyOf(pair.key));
    return at === -1 ? order.length : at;
  };
  return pairs.toSorted((a, b) => rank(a) - rank(b));
}

const isFlowNode = (node: Node | null): boolean =>
  yamlLibrary().isCollection(node) && node.flow === true;

const isRecordList = ([key = ""]: Path): boolean =>
  ["claims", "citations", "entities", "conflicts", "retired", "corrections"].includes(key);

const FLOW_KEYS: ReadonlySet<string> = new Set(["authors", "attribution", "quantity", "quotation"]);
const FLOW_ITEMS: ReadonlySet<string> = new Set(["attribution", "members"]);

/** Short values that one reads across: each on one line as long as it fits. */
function isFlowPlace(path: Path): boolean {
  const [last = "", parent = ""] = path.toReversed();
  if (last === "*") return FLOW_ITEMS.has(parent) || (path[0] === "names" && path.length === 3);
  return path.length > 1 && path[0] !== "names" && FLOW_KEYS.has(last);
}

/** `quote`, `context` and the note of a citation, whole or in parts. */
function isQuotePlace(path: Path): boolean {
  const place = path.filter((key) => key !== "*" && key !== "exact").join(".");
  return QUOTE_PLACES.has(place);
}

const QUOTE_PLACES: ReadonlySet<string> = new Set([
  "passages.quote",
  "claims.quote",
  "claims.context",
  "citations.marker",
  "citations.note",
  "citations.items.text",
]);
