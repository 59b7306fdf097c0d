// In a preview only: loads the page again when the records have changed.
const events = new EventSource("/-/changes");
events.addEventListener("change", () => location.reload());
