// Checks a hostile file in a process of its own, and tells what came of it and how much memory it took.
import { checkHostile } from "./hostile-files.ts";

const first = await checkHostile(process.argv[2] ?? "");
const peak = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ peak, first }));
