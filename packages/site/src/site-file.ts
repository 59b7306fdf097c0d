/** One file of a site, not yet made. The same site gives the same files, in the same order. */
export interface SiteFile {
  /** POSIX, relative to the folder of the site; every part is a plain name. */
  readonly path: string;
  /** A page that search engines may list. */
  readonly isListed?: boolean;
  /** Made only when it is asked for, in blocks. */
  content(): AsyncIterable<string | Uint8Array>;
}

/** A file whose text is made in one go, when it is asked for. */
export function textFile(path: string, text: () => string): SiteFile {
  return {
    path,
    async *content() {
      yield text();
    },
  };
}
