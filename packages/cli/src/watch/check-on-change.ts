// EDGE: waits for changes and for time to pass.
import { nextStep, type WatchEvent, type WatchState } from "./recheck.ts";
import { watchFolder } from "./watch-folder.ts";

/**
 * Runs a check, then again after every change in a folder, until it is told to stop.
 *
 * @param check given the paths that changed, none the first time; what it throws ends the watch
 * @param signal ends the watch; a check that is under way is not waited for
 * @throws SourcebookError `IO` when the folder cannot be watched
 */
export async function checkOnChange(
  folder: string,
  check: (changed: readonly string[]) => Promise<void>,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  let state: WatchState = { kind: "checking", missed: undefined };
  let timer: NodeJS.Timeout | undefined;
  let fail: (reason: unknown) => void = () => {};
  const run = (changed: readonly string[]) => {
    check(changed).then(() => on({ kind: "checked" }), fail);
  };
  const on = (event: WatchEvent) => {
    if (signal.aborted) return;
    const step = nextStep(state, event, performance.now());
    state = step.state;
    if (step.settleIn !== undefined) {
      clearTimeout(timer);
      timer = setTimeout(() => on({ kind: "settled" }), step.settleIn);
    }
    if (step.check !== undefined) run(step.check);
  };
  // Watched before it is checked: no change falls between the two.
  const watch = await watchFolder(folder, (path) => on({ kind: "changed", path }));
  try {
    const ended = new Promise<void>((resolve, reject) => {
      if (signal.aborted) resolve();
      signal.addEventListener("abort", () => resolve(), { once: true });
      fail = reject;
      run([]);
    });
    await Promise.race([ended, watch.failed]);
  } finally {
    clearTimeout(timer);
    watch.close();
  }
}
