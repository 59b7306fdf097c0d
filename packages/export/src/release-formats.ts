import type { Dataset, ExportName, Table } from "@sourcebook/schema";
import { planDatabase } from "./formats/database/plan-database.ts";
import { planWorkbook } from "./formats/workbook/plan-workbook.ts";
import type { PlannedFile } from "./release-plan.ts";

/** A form that holds all tables and views of a release in one file. */
interface ReleaseFormat {
  /** As `exports` of the dataset names it. */
  readonly name: ExportName;
  plan(dataset: Dataset, views: readonly Table[], created: string | undefined): PlannedFile;
}

/** All such forms. A new one is an entry here. */
export const releaseFormats: readonly ReleaseFormat[] = [
  { name: "xlsx", plan: planWorkbook },
  { name: "sqlite", plan: planDatabase },
];
