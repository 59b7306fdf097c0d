/**
 * The address under which a file of a site will be found, without the name that servers add.
 *
 * @param url of the folder of the site, ending in `/`
 */
export function publicAddress(url: string, path: string): string {
  const shown = path.replace(/(?:^|(?<=\/))index\.html$/, "");
  return `${url}${shown.split("/").map(encodeURIComponent).join("/")}`;
}
