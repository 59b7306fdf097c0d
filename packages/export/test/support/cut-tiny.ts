// Run as a process of its own, under circumstances that a release must not show.
import { cutRelease } from "../../src/index.ts";
import { tinyDataset } from "./tiny-dataset.ts";

const [releasesFolder = "", batchRows = "1"] = process.argv.slice(2);
const dataset = tinyDataset({ batchRows: Number(batchRows) });
const created = "2026-11-23T09:30:00Z";
await cutRelease(dataset, { releasesFolder, toolVersion: "0.0.0", created });
