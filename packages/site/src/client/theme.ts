const key = "sourcebook-theme";

/** Shows the button that turns the page dark or light, and lets the choice last. */
export function addThemeToggle(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-theme-toggle]");
  const label = button?.querySelector("[data-theme-label]");
  if (!button || !label) return;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = (): boolean => {
    const chosen = document.documentElement.dataset.theme;
    return chosen === undefined ? system.matches : chosen === "dark";
  };
  const tell = (): void => {
    label.textContent = isDark() ? "Light" : "Dark";
    button.setAttribute("aria-label", isDark() ? "Use light colours" : "Use dark colours");
  };
  button.addEventListener("click", () => {
    const next = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem(key, next);
    } catch {
      // A browser that keeps nothing: the choice lasts as long as the page.
    }
    tell();
  });
  system.addEventListener("change", tell);
  tell();
  button.hidden = false;
}
