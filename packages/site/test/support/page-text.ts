/** The text of the main part of a page, one line for each block: what a reader reads, without its markup. */
export function textOf(html: string): string {
  const [, main = html] = /<main[^>]*>(.*)<\/main>/s.exec(html) ?? [];
  return main
    .replace(/<pre[^>]* hidden>.*?<\/pre>/gs, "")
    .replace(/<button[^>]* hidden>.*?<\/button>/gs, "")
    .replace(/<\/(?:p|h\d|li|dt|dd|tr|blockquote|figcaption|summary)>/g, "\n")
    .replace(/<\/t[hd]>/g, " | ")
    .replace(/<q[^>]*>/g, "“")
    .replace(/<\/q>/g, "”")
    .replace(/<mark[^>]*>/g, "⟦")
    .replace(/<\/mark>/g, "⟧")
    .replace(/<[^>]*>/g, "")
    .replaceAll("&#13;", "␍")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .trim();
}
