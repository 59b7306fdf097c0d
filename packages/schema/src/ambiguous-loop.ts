import {
  type CharSet,
  type Concatenation,
  type Element,
  JS,
  type NoParent,
  type Quantifier,
} from "refa";

const maxPositions = 200;
const maxOptional = 20;

/**
 * Whether a pattern has a loop that can match one text in several ways, so that a backtracking engine can need
 * time that doubles with every character.
 *
 * The pattern becomes an automaton whose states are its characters (Glushkov) and whose steps keep count of the
 * ways to take them. It has such a loop just when two different walks over the same text start and end in
 * one state (exponential degree of ambiguity, Weber and Seidl 1991). Patterns too large to tell count as such.
 *
 * @param pattern a valid regular expression in Unicode mode, without looking around or back
 */
export function isAmbiguousLoop(pattern: string): boolean {
  const { expression } = JS.Parser.fromLiteral({
    source: pattern,
    flags: "u",
  }).parse({ assertions: "unknown", backreferences: "throw" });
  const automaton: Automaton = { sets: [], steps: [], optional: 0 };
  try {
    alternatives(expression.alternatives, automaton);
  } catch (error) {
    if (error instanceof TooLarge) return true;
    throw error;
  }
  return hasDoubleStepInLoop(automaton) || hasTwoWalks(automaton);
}

class TooLarge extends Error {}

interface Automaton {
  readonly sets: CharSet[];
  /** How many parts can be passed by. A row of them doubles the ways each time, without any loop. */
  optional: number;
  /** For each state the states that can follow, each with its ways: 1, or 2 for several. */
  readonly steps: Map<number, number>[];
}

/** A part of the pattern: the ways to pass it by (0 to 2), and the states it can begin and end with. */
interface Part {
  readonly empty: number;
  readonly first: readonly number[];
  readonly last: readonly number[];
}

type Sequences = readonly NoParent<Concatenation>[];

const nothing: Part = { empty: 1, first: [], last: [] };

function alternatives(sequences: Sequences, automaton: Automaton): Part {
  const parts = sequences.map(({ elements }) =>
    elements.reduce<Part>(
      (before, next) => join(before, element(next, automaton), automaton),
      nothing,
    ),
  );
  return {
    empty: Math.min(
      2,
      parts.reduce((sum, { empty }) => sum + empty, 0),
    ),
    first: parts.flatMap(({ first }) => first),
    last: parts.flatMap(({ last }) => last),
  };
}

function element(part: NoParent<Element>, automaton: Automaton): Part {
  switch (part.type) {
    case "CharacterClass":
      return character(part.characters, automaton);
    case "Alternation":
      return alternatives(part.alternatives, automaton);
    case "Quantifier":
      return repetition(part, automaton);
    default:
      return nothing;
  }
}

function character(characters: CharSet, automaton: Automaton): Part {
  if (automaton.sets.length === maxPositions) throw new TooLarge();
  const state = automaton.sets.push(characters) - 1;
  automaton.steps.push(new Map());
  return { empty: 0, first: [state], last: [state] };
}

// A few rounds are written out; more count as a loop, which is what they cost.
const fewRounds = 8;

function repetition(
  { min, max, alternatives: sequences }: NoParent<Quantifier>,
  automaton: Automaton,
): Part {
  if (max === 0) return nothing;
  if (max > fewRounds) {
    const inner = alternatives(sequences, automaton);
    if (inner.empty > 0 && max !== Infinity) throw new TooLarge();
    link(inner.last, inner.first, automaton);
    return min === 0 ? { ...inner, empty: 1 } : inner;
  }
  let whole = nothing;
  for (let round = 0; round < max; round += 1) {
    const inner = alternatives(sequences, automaton);
    if (round >= min) automaton.optional += 1;
    if (automaton.optional > maxOptional) throw new TooLarge();
    whole = join(whole, round < min ? inner : { ...inner, empty: 1 }, automaton);
  }
  return whole;
}

function join(before: Part, after: Part, automaton: Automaton): Part {
  link(before.last, after.first, automaton);
  return {
    empty: Math.min(2, before.empty * after.empty),
    first: [...before.first, ...repeated(after.first, before.empty)],
    last: [...after.last, ...repeated(before.last, after.empty)],
  };
}

const repeated = (states: readonly number[], times: number): readonly number[] =>
  times === 2 ? [...states, ...states] : times === 1 ? states : [];

function link(from: readonly number[], to: readonly number[], { steps }: Automaton): void {
  for (const state of from)
    for (const next of to) {
      const ways = steps[state];
      ways?.set(next, Math.min(2, (ways.get(next) ?? 0) + 1));
    }
}

function hasDoubleStepInLoop({ steps }: Automaton): boolean {
  const next = (state: number): Iterable<number> => steps[state]?.keys() ?? [];
  const loopOf = loops(steps.keys(), next);
  return steps.some((ways, state) =>
    [...ways].some(([to, count]) => count > 1 && loopOf.get(state) === loopOf.get(to)),
  );
}

// Two walks over one text are one walk over pairs of states. They start and end together, and are apart between,
// just when a pair of equal states and a pair of different ones lie in one loop.
function hasTwoWalks({ sets, steps }: Automaton): boolean {
  const size = sets.length;
  const next = function* (pair: number): Generator<number> {
    for (const a of steps[Math.floor(pair / size)]?.keys() ?? [])
      for (const b of steps[pair % size]?.keys() ?? [])
        if (overlap(sets[a], sets[b])) yield a * size + b;
  };
  const isTogether = (pair: number): boolean => Math.floor(pair / size) === pair % size;
  const starts = [...sets.keys()].map((state) => state * size + state);
  const loopOf = [...loops(starts, next)];
  const together = new Set(loopOf.filter(([pair]) => isTogether(pair)).map(([, loop]) => loop));
  return loopOf.some(([pair, loop]) => !isTogether(pair) && together.has(loop));
}

const overlap = (a: CharSet | undefined, b: CharSet | undefined): boolean =>
  a !== undefined && b !== undefined && !a.isDisjointWith(b);

/**
 * Numbers the loops of a graph: nodes have the same number just when each can be reached from the other
 * (Tarjan's strongly connected components, without recursion).
 */
function loops(
  starts: Iterable<number>,
  next: (node: number) => Iterable<number>,
): ReadonlyMap<number, number> {
  const order = new Map<number, number>();
  const lowest = new Map<number, number>();
  const loopOf = new Map<number, number>();
  const open: number[] = [];
  const lower = (node: number, value: number): void => {
    lowest.set(node, Math.min(lowest.get(node) ?? Infinity, value));
  };
  const enter = (node: number): { node: number; rest: Iterator<number> } => {
    order.set(node, order.size);
    lower(node, order.size - 1);
    open.push(node);
    return { node, rest: next(node)[Symbol.iterator]() };
  };
  for (const start of starts) {
    const path = order.has(start) ? [] : [enter(start)];
    for (let visit = path.at(-1); visit; visit = path.at(-1)) {
      const { value: to, done } = visit.rest.next();
      if (!done) {
        if (!order.has(to)) path.push(enter(to));
        else if (!loopOf.has(to)) lower(visit.node, order.get(to) ?? 0);
        continue;
      }
      path.pop();
      const { node } = visit;
      const parent = path.at(-1);
      if (parent) lower(parent.node, lowest.get(node) ?? 0);
      if (lowest.get(node) !== order.get(node)) continue;
      for (const member of open.splice(open.indexOf(node))) loopOf.set(member, node);
    }
  }
  return loopOf;
}
