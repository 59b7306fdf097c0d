// EDGE: makes a process see another clock, other random numbers and folders listed backwards. Loaded with --import.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const { SOURCEBOOK_CLOCK, SOURCEBOOK_BACKWARDS } = process.env;

if (SOURCEBOOK_CLOCK !== undefined) {
  const start = Date.parse(SOURCEBOOK_CLOCK);
  let looks = 0;
  // Runs backwards: whoever takes the difference of two looks at it gets nonsense.
  const now = () => start - 1000 * ++looks;
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...args) {
      super(...(args.length === 0 ? [now()] : args));
    }
    static now() {
      return now();
    }
  };
  Math.random = () => 0.5;
}

if (SOURCEBOOK_BACKWARDS !== undefined) {
  const { readdir } = fs.promises;
  fs.promises.readdir = async (...args) => (await readdir(...args)).reverse();
  const { readdirSync } = fs;
  fs.readdirSync = (...args) => readdirSync(...args).reverse();
  syncBuiltinESMExports();
}
