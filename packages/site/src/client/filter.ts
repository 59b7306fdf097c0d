/** Narrows a list to the entries that hold what is typed: `<div data-filter="id of the list">`. */
export function addFilters(): void {
  for (const box of document.querySelectorAll<HTMLElement>("[data-filter]")) {
    const list = document.getElementById(box.dataset.filter ?? "");
    const input = box.querySelector("input");
    const status = box.querySelector("[data-filter-count]");
    if (!list || !input || !status) continue;
    const entries = [...list.querySelectorAll<HTMLElement>("li")].map((element) => ({
      element,
      text: fold(`${element.textContent}\n${element.dataset.filterText ?? ""}`),
    }));
    const groups = [...list.querySelectorAll<HTMLElement>("[data-filter-group]")];
    box.hidden = false;
    input.addEventListener("input", () => {
      const wanted = fold(input.value.trim());
      let shown = 0;
      for (const { element, text } of entries) {
        element.hidden = !text.includes(wanted);
        if (!element.hidden) shown += 1;
      }
      for (const group of groups) group.hidden = group.querySelector("li:not([hidden])") === null;
      status.textContent = wanted === "" ? "" : `${shown} of ${entries.length}`;
    });
  }
}

/** Without case and without accents: `Ra’īsi` is found as `ra’isi`. */
const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
