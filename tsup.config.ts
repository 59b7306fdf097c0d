import type { Options } from "tsup";

/** Every package finds this file by itself and names its entries in its build script. */
const config: Options = { format: "esm", target: "node22", clean: true };

export default config;
