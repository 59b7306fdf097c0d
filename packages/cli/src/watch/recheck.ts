/** What a watch knows between two events. Times are milliseconds of one clock, whatever its zero. */
export type WatchState =
  | { readonly kind: "idle" }
  /** Files changed, and others may follow at once: one save can touch several files several times. */
  | ({ readonly kind: "settling" } & Changes)
  /** A check is under way; what changed since it began, it may have missed. */
  | { readonly kind: "checking"; readonly missed: Changes | undefined };

interface Changes {
  /** In the order in which they first changed. */
  readonly paths: readonly string[];
  readonly firstAt: number;
  readonly lastAt: number;
}

export type WatchEvent =
  | { readonly kind: "changed"; readonly path: string }
  /** The time that was asked for has passed. */
  | { readonly kind: "settled" }
  | { readonly kind: "checked" };

/** The state after an event, and what is to be done now. */
export interface WatchStep {
  readonly state: WatchState;
  /** Report `settled` after so many milliseconds, and not when an earlier step asked for it. */
  readonly settleIn?: number;
  /** Check now: these files have changed. */
  readonly check?: readonly string[];
}

/** As long nothing may change before a check begins; editors write, rename and touch within a few milliseconds. */
export const QUIET = 40;
/** A check begins so long after a change at the latest, even if changes keep coming. */
export const LONGEST_WAIT = 200;

/**
 * Decides when to check again: soon after each change, never twice at a time, and once more after a change
 * that a check under way may have missed.
 */
export function nextStep(state: WatchState, event: WatchEvent, now: number): WatchStep {
  switch (event.kind) {
    case "changed": {
      if (state.kind === "checking") {
        return { state: { kind: "checking", missed: withPath(state.missed, event.path, now) } };
      }
      return settle(withPath(state.kind === "settling" ? state : undefined, event.path, now), now);
    }
    case "settled":
      if (state.kind !== "settling") return { state };
      return { state: { kind: "checking", missed: undefined }, check: state.paths };
    case "checked":
      if (state.kind !== "checking") return { state };
      return state.missed === undefined ? { state: { kind: "idle" } } : settle(state.missed, now);
  }
}

const withPath = (before: Changes | undefined, path: string, now: number): Changes => ({
  paths: before?.paths.includes(path) ? before.paths : [...(before?.paths ?? []), path],
  firstAt: before?.firstAt ?? now,
  lastAt: now,
});

function settle(changes: Changes, now: number): WatchStep {
  const due = Math.min(changes.lastAt + QUIET, changes.firstAt + LONGEST_WAIT);
  return { state: { ...changes, kind: "settling" }, settleIn: Math.max(0, due - now) };
}
