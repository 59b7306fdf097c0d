/** Puts the text of an element on the clipboard: `<button data-copy="id of the element">`. */
export function addCopyButtons(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    const words = button.textContent;
    button.hidden = false;
    button.addEventListener("click", () => {
      const text = document.getElementById(button.dataset.copy ?? "")?.textContent ?? "";
      void copyText(text).then((isCopied) => {
        button.textContent = isCopied ? "Copied" : "Press Ctrl+C to copy";
        setTimeout(() => {
          button.textContent = words;
        }, 2000);
      });
    });
  }
}

/** @returns false when the browser lets nobody */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyFromField(text);
  }
}

// A page opened from disk, or over plain HTTP, has no clipboard of the newer kind.
function copyFromField(text: string): boolean {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  return isCopied;
}
