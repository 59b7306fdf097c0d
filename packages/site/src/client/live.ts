// In a preview only: loads the page again when the records have changed.
const { revision = "" } = document.documentElement.dataset;
const changes = new EventSource(`/-/changes?revision=${encodeURIComponent(revision)}`);
changes.addEventListener("change", () => location.reload());
