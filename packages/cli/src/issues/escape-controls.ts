/**
 * Makes control and direction characters visible, so that data cannot move a terminal's cursor,
 * colour its text or reverse its order.
 */
export const escapeControls = (text: string): string =>
  text.replace(unsafe, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, "0")}`;
  });

// Controls, line and paragraph separators, marks of direction, lone surrogates.
const unsafe = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/gu;
