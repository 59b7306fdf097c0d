// EDGE: hands the process to `main` and sets its exit code.
import { main } from "./main.ts";

process.exitCode = await main(process.argv.slice(2), process);
