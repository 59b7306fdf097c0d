// EDGE: sums vitest's JSON reports, named as arguments, to one line: `N passed, N failed`.
import { existsSync, readFileSync } from "node:fs";

const counts = { passed: 0, failed: 0, skipped: 0 };
for (const path of process.argv.slice(2).filter(existsSync)) {
  const report = JSON.parse(readFileSync(path, "utf8"));
  counts.passed += report.numPassedTests;
  counts.failed += report.numFailedTests;
  counts.skipped += report.numPendingTests + report.numTodoTests;
  // A file that could not be loaded has no tests to count, and is a failure all the same.
  counts.failed += report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && assertionResults.every((test) => test.status !== "failed"),
  ).length;
}
const { passed, failed, skipped } = counts;
process.stdout.write(
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`,
);
