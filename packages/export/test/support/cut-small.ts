// Run as a process of its own: cuts the small dataset and says how that ended.
import { isSourcebookError } from "@sourcebook/schema";
import { cutRelease } from "../../src/index.ts";
import { smallDataset } from "./tiny-dataset.ts";

const [releasesFolder = "", version = "1.0.0"] = process.argv.slice(2);
try {
  const cut = await cutRelease(smallDataset({ version }), { releasesFolder, toolVersion: "0.0.0" });
  process.stdout.write(cut.finished ? "FINISHED" : "CUT");
} catch (error) {
  if (!isSourcebookError(error)) throw error;
  process.stdout.write(error.code);
}
