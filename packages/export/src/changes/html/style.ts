/** All that the page of a diff looks like: light and dark, on a screen and on paper. */
export const changesStyle = `
:root {
  color-scheme: light;
  --paper: #fbfaf7; --raised: #fff; --sunk: #f2f0ea; --ink: #1e1c19; --soft: #57534c;
  --rule: #dcd8cf; --accent: #14566b; --focus: #0b57d0;
  --added: #1c6639; --added-soft: #d3ecd9; --removed: #9a2a1d; --removed-soft: #f8dcd6;
  --warn: #7d4e00; --warn-soft: #fbefd5;
}
@media (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --paper: #171614; --raised: #1f1e1b; --sunk: #24221f; --ink: #ece8e0; --soft: #b0aaa0;
    --rule: #3a3732; --accent: #86c5d8; --focus: #9cc2ff;
    --added: #8fd0a3; --added-soft: #1b4129; --removed: #f0a196; --removed-soft: #54251d;
    --warn: #eac07a; --warn-soft: #392a10;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0 auto; padding: 0 clamp(1rem, 4vw, 2.5rem) 4rem; max-width: 84rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
a { color: var(--accent); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 0.5rem; padding: 0.4rem 0.8rem; background: var(--raised); }
header { padding: 2.5rem 0 0.5rem; }
.from { margin: 0; color: var(--soft); }
h1 { margin: 0 0 1rem; font-size: clamp(1.6rem, 1.2rem + 1.6vw, 2.3rem); line-height: 1.2; overflow-wrap: anywhere; }
.versions { font-weight: 400; white-space: nowrap; }
h2 { margin: 2.5rem 0 0.75rem; font-size: 1.3rem; line-height: 1.3; overflow-wrap: anywhere; }
.verdict { margin: 0; padding: 0.9rem 1.1rem; border-inline-start: 0.35rem solid var(--accent); background: var(--raised); font-size: 1.1rem; }
.verdict.bump-major { border-color: var(--removed); }
.verdict.bump-minor { border-color: var(--warn); }
.verdict.bump-patch, .verdict.bump-none { border-color: var(--added); }
.badge { display: inline-block; min-width: 3.6em; padding: 0 0.5em; border: 1px solid; border-radius: 0.25rem; font-size: 0.8rem; font-weight: 600; text-align: center; }
.badge.bump-major { color: var(--removed); background: var(--removed-soft); }
.badge.bump-minor { color: var(--warn); background: var(--warn-soft); }
.badge.bump-patch, .badge.bump-none { color: var(--added); background: var(--added-soft); }
.findings { margin: 0; padding: 0; list-style: none; }
.findings li { padding: 0.6rem 0; border-top: 1px solid var(--rule); }
.findings p { margin: 0.15rem 0; overflow-wrap: anywhere; }
.findings .rule, .remedy, .rows, .reason { color: var(--soft); font-size: 0.9rem; }
.shape { margin: 0 0 1rem; padding-inline-start: 1.2rem; }
.scroll { overflow-x: auto; border: 1px solid var(--rule); border-radius: 0.25rem; background: var(--raised); }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 0.35rem 0.7rem; text-align: start; vertical-align: top; font-weight: 400; }
thead th { background: var(--sunk); color: var(--soft); font-size: 0.85rem; font-weight: 600; white-space: nowrap; }
.scroll:has(> .counts) { width: fit-content; max-width: 100%; }
.counts { width: auto; }
.counts td, .counts thead th:not(:first-child) { text-align: end; font-variant-numeric: tabular-nums; }
.counts tbody tr { border-top: 1px solid var(--rule); }
.counts .zero { color: var(--soft); }
.counts td.added:not(.zero) { color: var(--added); font-weight: 600; }
.counts td.removed:not(.zero) { color: var(--removed); font-weight: 600; }
.cells { min-width: 46rem; table-layout: fixed; }
.cells thead th:nth-child(1) { width: 22%; }
.cells thead th:nth-child(2):nth-last-child(3) { width: 15%; }
.cells tbody { border-top: 1px solid var(--rule); }
.cells tr + tr { border-top: 1px dotted var(--rule); }
.cells th[rowspan] { border-inline-start: 0.25rem solid var(--rule); }
.cells .added th[rowspan] { border-color: var(--added); }
.cells .removed th[rowspan] { border-color: var(--removed); }
.cells .moved th[rowspan] { border-color: var(--accent); }
.cells .changed th[rowspan] { border-color: var(--warn); }
.cells td { border-inline-start: 1px solid var(--rule); }
.cells div { white-space: pre-wrap; overflow-wrap: anywhere; }
.cells p { margin: 0.1rem 0 0; overflow-wrap: anywhere; }
.id { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.9em; overflow-wrap: anywhere; white-space: pre-wrap; }
.field { font-size: 0.9rem; overflow-wrap: anywhere; }
.tag { color: var(--soft); font-size: 0.8rem; }
ins { background: var(--added-soft); color: inherit; text-decoration: underline; text-decoration-color: var(--added); text-underline-offset: 0.2em; }
del { background: var(--removed-soft); color: inherit; text-decoration: line-through; text-decoration-color: var(--removed); }
ins, del { padding: 0.05em 0; border-radius: 0.15rem; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
.gap { color: var(--soft); font-size: 0.85em; font-style: italic; }
.omitted { color: var(--soft); }
code { font-size: 0.9em; }
@media (max-width: 46rem) {
  .cells { min-width: 0; }
  .cells, .cells tbody, .cells tr, .cells th, .cells td { display: block; width: auto; }
  .cells thead { position: absolute; left: -100vw; }
  .cells td { border: 0; padding-block: 0.1rem; }
  .cells td:has(> div:empty) { display: none; }
  .cells td::before { content: attr(data-side); color: var(--soft); font-size: 0.8rem; }
  .cells tr { padding-bottom: 0.5rem; }
}
@media print {
  :root {
    color-scheme: light;
    --paper: #fff; --raised: #fff; --sunk: #eee; --ink: #000; --soft: #444; --rule: #bbb; --accent: #14566b;
    --added: #1c6639; --added-soft: #e6f3e9; --removed: #9a2a1d; --removed-soft: #fae8e4; --warn: #7d4e00; --warn-soft: #fff;
  }
  body { padding: 0; font-size: 9.5pt; max-width: none; }
  .skip { display: none; }
  .scroll { overflow: visible; border: 0; }
  .cells { min-width: 0; }
  .cells tbody, .findings li, .counts tr { break-inside: avoid; }
  h2 { break-after: avoid; }
  thead { display: table-header-group; }
  ins, del { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
