// Checks a hostile project in a process of its own, and tells its first error, and whether there is a dataset.
import { checkProject } from "../src/index.ts";
import { tellCost } from "./support/tell-cost.ts";

await tellCost(async () => {
  const { issues, dataset } = await checkProject(process.argv[2] ?? "");
  return {
    first: issues.find(({ severity }) => severity === "error"),
    hasDataset: dataset !== undefined,
  };
});
