import { spawnSync } from "node:child_process";

const has = (python: string, module: string): boolean =>
  spawnSync(python, ["-c", `import ${module}`], { stdio: "ignore" }).status === 0;
const pythons = ["python3", "/usr/bin/python3"];

/** A Python to write files with as another implementation does, one with openpyxl before one without. */
export const python: string | undefined =
  pythons.find((name) => has(name, "openpyxl")) ?? pythons.find((name) => has(name, "csv"));

/** Of the Debian package python3-openpyxl, which `.ci/run` installs. */
export const hasOpenpyxl: boolean = python !== undefined && has(python, "openpyxl");
