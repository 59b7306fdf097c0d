import type { Issue } from "@sourcebook/schema";
import type { ComponentChildren, JSX } from "preact";
import { datasetHome, versionsPage } from "../addresses.ts";
import { Issues } from "./issues.tsx";
import type { Frame, Page } from "./page.ts";
import { Link } from "./place.tsx";

interface LayoutProps {
  readonly page: Page;
  readonly frame: Frame | undefined;
  /** Of the project that is being looked at while it is edited. */
  readonly issues: readonly Issue[];
  readonly children: ComponentChildren;
}

/** What stands around every page: the way to its content, where one is, and where else one can go. */
export function Layout({ page, frame, issues, children }: LayoutProps): JSX.Element {
  return (
    <>
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <header class="masthead">
        <div class="masthead-line">
          {frame ? (
            <p class="masthead-title">
              <Link to={datasetHome(frame.dataset)}>
                {page.section === "overview" ? (
                  frame.dataset
                ) : (
                  <>
                    <bdi class="when-wide">{frame.datasetTitle}</bdi>
                    <span class="when-narrow">{frame.dataset}</span>
                  </>
                )}
              </Link>
            </p>
          ) : (
            <p class="masthead-title">Datasets</p>
          )}
          {frame && (
            <p class="masthead-version">
              <Link to={versionsPage(frame.dataset)} current={page.section === "versions"}>
                {frame.isDraft ? "Not released yet" : `Version ${frame.version}`}
              </Link>
            </p>
          )}
          <button type="button" class="theme-toggle" data-theme-toggle hidden>
            <span class="theme-toggle-icon" aria-hidden="true" />
            <span data-theme-label>Dark</span>
          </button>
        </div>
        {frame && (
          <nav class="sections" aria-label="Parts of this dataset">
            <ul>
              {frame.sections.map(({ section, label, path }) => (
                <li key={section}>
                  <Link to={path} current={section === page.section}>
                    {label}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        )}
        {frame && <Notices frame={frame} />}
        {issues.length > 0 && <Issues issues={issues} isShownBelow={frame !== undefined} />}
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <footer class="colophon">
        {frame ? (
          <p>
            <bdi>{frame.datasetTitle}</bdi>,{" "}
            {frame.isDraft ? "not released yet" : `version ${frame.version}`}.{" "}
            {!frame.isDraft && <Link to={versionsPage(frame.dataset)}>All versions</Link>}
          </p>
        ) : null}
        <p>
          Made with Sourcebook from verified releases. This page asks nothing of any other site.
        </p>
      </footer>
    </>
  );
}

function Notices({ frame }: { readonly frame: Frame }): JSX.Element | null {
  const { yanked, newerVersion, isDraft, version, dataset } = frame;
  if (isDraft) {
    return (
      <div class="notice" role="note">
        <p>
          <strong>Preview.</strong> This is the project as its next release would show it. Nothing
          here has been released.
        </p>
      </div>
    );
  }
  if (yanked !== undefined) {
    return (
      <div class="notice notice-strong" role="note">
        <p>
          <strong>
            Version {version} is yanked since {yanked.since}: nobody should use it.
          </strong>{" "}
          <bdi>{yanked.reason}</bdi> <Link to={datasetHome(dataset)}>See the latest version</Link>
        </p>
      </div>
    );
  }
  if (newerVersion !== undefined) {
    return (
      <div class="notice" role="note">
        <p>
          This is version {version}. The latest is {newerVersion}.{" "}
          <Link to={datasetHome(dataset)}>See the latest version</Link>
        </p>
      </div>
    );
  }
  return null;
}
