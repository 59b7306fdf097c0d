import type { Place } from "../line-table.ts";

/**
 * A YAML value without YAML's guesses: every scalar is text as written, every node knows its place.
 * `cutByComment` tells that an unquoted text ended at a ` #`.
 */
export type RecordNode = TextNode | ListNode | MapNode;

export interface TextNode {
  readonly kind: "text";
  readonly at: Place;
  readonly value: string;
  readonly cutByComment: boolean;
}

export interface ListNode {
  readonly kind: "list";
  readonly at: Place;
  readonly items: readonly RecordNode[];
}

export interface MapNode {
  readonly kind: "map";
  readonly at: Place;
  readonly entries: readonly MapEntry[];
}

export interface MapEntry {
  readonly key: string;
  readonly keyAt: Place;
  readonly value: RecordNode;
}

/** A text with its place: what a record is made of. */
export interface Located {
  readonly value: string;
  readonly at: Place;
}

export function nodeUnder(node: RecordNode | undefined, key: string): RecordNode | undefined {
  if (node?.kind !== "map") return undefined;
  return node.entries.find((entry) => entry.key === key)?.value;
}

/** The text under a key; nothing when it is absent, empty or no text (which the shape check says). */
export function textOf(node: RecordNode | undefined, key: string): Located | undefined {
  return asText(nodeUnder(node, key));
}

export function asText(node: RecordNode | undefined): Located | undefined {
  if (node?.kind !== "text") return undefined;
  const value = node.value.trim();
  return value === "" ? undefined : { value, at: node.at };
}

export function itemsOf(node: RecordNode | undefined, key: string): readonly RecordNode[] {
  const value = nodeUnder(node, key);
  return value?.kind === "list" ? value.items : [];
}

/** Every text under the given keys that is there, by key. */
export function textsOf(
  node: RecordNode | undefined,
  keys: readonly string[],
): ReadonlyMap<string, Located> {
  const texts = new Map<string, Located>();
  if (node?.kind !== "map") return texts;
  for (const { key, value } of node.entries) {
    const text = keys.includes(key) ? asText(value) : undefined;
    if (text !== undefined) texts.set(key, text);
  }
  return texts;
}

/** The node as the plain value that a JSON Schema speaks about. */
export function toPlainValue(node: RecordNode): unknown {
  switch (node.kind) {
    case "text":
      return node.value;
    case "list":
      return node.items.map(toPlainValue);
    case "map": {
      const plain: Record<string, unknown> = Object.create(null);
      for (const { key, value } of node.entries) plain[key] = toPlainValue(value);
      return plain;
    }
  }
}
