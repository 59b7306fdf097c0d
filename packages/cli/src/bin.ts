// EDGE: hands the process to `main` and sets its exit code.
import { main } from "./main.ts";

const stop = new AbortController();
// The first Ctrl-C lets a command clean up; the second one, without a listener, ends the process.
process.once("SIGINT", () => stop.abort());
process.once("SIGTERM", () => stop.abort());
// A reader that has seen enough, such as `head`, is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

const { stdout, stderr, env } = process;
const now = () => performance.now();
const io = { stdout, stderr, env, now, signal: stop.signal };
process.exitCode = await main(process.argv.slice(2), io);
