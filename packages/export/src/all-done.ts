/** Waits for all, also when one of them fails: what is still under way would stand in the way of the removal. */
export async function allDone(works: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(works);
  await Promise.all(works);
}
