import type { ReleaseFacts } from "../release-facts.ts";
import type { PageContent } from "../shell/page.ts";

/** What is left to say of a release that nobody should use: the notice above the page says why. */
export function yankedPage({ release }: ReleaseFacts): PageContent {
  const { title, version, sumsSha256 } = release;
  return {
    title: `Version ${version}`,
    section: "versions",
    body: (
      <>
        <h1>
          <bdi>{title}</bdi>, version {version}
        </h1>
        <p>
          This release is yanked. Its contents are not shown and its files are not handed out here.
        </p>
        {sumsSha256 !== undefined && (
          <p>
            Who has it can still prove that it is the one that was cut: the SHA-256 of its{" "}
            <code>SHA256SUMS</code> is <code class="hash">{sumsSha256}</code>.
          </p>
        )}
      </>
    ),
  };
}
