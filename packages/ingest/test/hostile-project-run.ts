// Checks a hostile project in a process of its own, and tells what came of it and how much memory that took.
import { checkProject } from "../src/index.ts";

const { issues } = await checkProject(process.argv[2] ?? "");
const first = issues.find(({ severity }) => severity === "error");
const peak = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ first, peak }));
