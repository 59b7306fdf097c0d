import fc from "fast-check";
import { expect, test } from "vitest";
import { LONGEST_WAIT, nextStep, QUIET, type WatchState } from "../../src/watch/recheck.ts";

const idle: WatchState = { kind: "idle" };

test("a change is checked when nothing else has changed for a moment", () => {
  const first = nextStep(idle, { kind: "changed", path: "a" }, 1000);
  expect(first.settleIn).toBe(QUIET);
  const second = nextStep(first.state, { kind: "changed", path: "b" }, 1010);
  expect(second.settleIn).toBe(QUIET);
  const third = nextStep(second.state, { kind: "changed", path: "a" }, 1020);
  expect(nextStep(third.state, { kind: "settled" }, 1060)).toEqual({
    state: { kind: "checking", missed: undefined },
    check: ["a", "b"],
  });
});

test("what changes while a check is under way is checked after it", () => {
  const checking: WatchState = { kind: "checking", missed: undefined };
  expect(nextStep(checking, { kind: "checked" }, 0)).toEqual({ state: idle });
  const changed = nextStep(checking, { kind: "changed", path: "a" }, 1000);
  expect(changed).not.toHaveProperty("check");
  const after = nextStep(changed.state, { kind: "checked" }, 5000);
  expect(after.settleIn).toBe(0);
  expect(nextStep(after.state, { kind: "settled" }, 5000).check).toEqual(["a"]);
});

test("a moment that was asked for before counts for nothing later", () => {
  expect(nextStep(idle, { kind: "settled" }, 0)).toEqual({ state: idle });
});

/** Plays changes and checks of some length against a clock of its own, as the timers of a process would. */
function play(changesAt: readonly number[], checkTakes: number) {
  let state: WatchState = { kind: "checking", missed: undefined };
  const checks: {
    readonly from: number;
    readonly to: number;
    readonly paths: readonly string[];
  }[] = [];
  let settleAt = Number.POSITIVE_INFINITY;
  let checkedAt = checkTakes;
  const changes = changesAt.map((at, index) => ({ at, path: `file-${index}` }));
  for (;;) {
    const [change] = changes;
    const now = Math.min(change?.at ?? Number.POSITIVE_INFINITY, settleAt, checkedAt);
    if (now === Number.POSITIVE_INFINITY) return { state, checks };
    const event =
      now === change?.at
        ? ({ kind: "changed", path: change.path } as const)
        : now === settleAt
          ? ({ kind: "settled" } as const)
          : ({ kind: "checked" } as const);
    if (event.kind === "changed") changes.shift();
    if (event.kind === "settled") settleAt = Number.POSITIVE_INFINITY;
    if (event.kind === "checked") checkedAt = Number.POSITIVE_INFINITY;
    const step = nextStep(state, event, now);
    state = step.state;
    if (step.settleIn !== undefined) settleAt = now + step.settleIn;
    if (step.check !== undefined) {
      expect(checkedAt).toBe(Number.POSITIVE_INFINITY);
      checkedAt = now + checkTakes;
      checks.push({ from: now, to: checkedAt, paths: step.check });
    }
  }
}

test("every change is checked once, soon, and by a check that began after it", () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 40 });
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 500 }), (gapsBetween, checkTakes) => {
      let at = 0;
      const changesAt = gapsBetween.map((gap) => (at += gap));
      const { state, checks } = play(changesAt, checkTakes);
      expect(state).toEqual(idle);
      expect(checks.flatMap(({ paths }) => paths)).toEqual(changesAt.map((_, i) => `file-${i}`));
      for (const [index, changedAt] of changesAt.entries()) {
        const check = checks.find(({ paths }) => paths.includes(`file-${index}`));
        const busyUntil = [checkTakes, ...checks.map(({ to }) => to)].findLast(
          (to) => to <= (check?.from ?? 0),
        );
        expect(check?.from).toBeGreaterThanOrEqual(changedAt);
        expect(check?.from).toBeLessThanOrEqual(Math.max(changedAt + LONGEST_WAIT, busyUntil ?? 0));
      }
    }),
  );
});
