import type { Bump } from "@sourcebook/schema";
import { bumps } from "../verdict/bump.ts";
import { isHighEnough, raise } from "../verdict/versions.ts";

/**
 * The smallest bump by which a changeset brings a version at least as high as required.
 *
 * Below 1.0.0 it is smaller than that of the verdict: what breaks raises the minor version.
 */
export function planBump(version: string, required: string): Bump {
  const bump = bumps.find((each) => isHighEnough(raise(version, each), required));
  // No bump passes several major versions at once; the greatest comes nearest.
  return bump ?? "major";
}
