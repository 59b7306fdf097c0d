import type { Dataset } from "@sourcebook/schema";

/** A licence as Data Package names it; an expression of several has no such name, only its page. */
export function licenceDescriptor(licence: string): object {
  return isSingleLicence(licence)
    ? { name: licence, path: licencePage(licence), title: licence }
    : { path: "LICENSE.md", title: licence };
}

/** The page LICENSE.md: the licence by its SPDX name, and the dataset's word on rights of others. */
export function formatLicencePage(dataset: Dataset): string {
  const { licence, title, version, notice } = dataset;
  const named = isSingleLicence(licence) ? `[${licence}](${licencePage(licence)})` : licence;
  return [
    "# Licence",
    `${title}, version ${version}, is published under ${named}.`,
    ...(notice === undefined ? [] : ["## Rights of others", notice.trim()]),
  ]
    .join("\n\n")
    .concat("\n");
}

const isSingleLicence = (licence: string): boolean =>
  /^(?!LicenseRef-)[A-Za-z0-9.+-]+$/.test(licence);

const licencePage = (licence: string): string => `https://spdx.org/licenses/${licence}.html`;
