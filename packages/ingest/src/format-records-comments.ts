import { yamlLibrary } from "./records/yaml-library.ts";

/** A comment of a YAML text, from its `#` on. */
export interface Comment {
  readonly text: string;
  readonly offset: number;
  /** Nothing but white space, or the dash of a list, stands before it in its line. */
  readonly isAlone: boolean;
}

/** Every comment of a YAML text, in order. */
export function listComments(text: string): Comment[] {
  const { Lexer } = yamlLibrary();
  const comments: Comment[] = [];
  let offset = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === "\u001f") {
      isScalar = true;
      continue;
    }
    if (lexeme === "\u0002" || lexeme === "\u0018") continue;
    if (lexeme.startsWith("#") && !isScalar) {
      const line = text.slice(text.lastIndexOf("\n", offset) + 1, offset);
      comments.push({ text: lexeme.trimEnd(), offset, isAlone: /^[\s\ufeff?-]*$/.test(line) });
    }
    isScalar = false;
    offset += lexeme.length;
  }
  return comments;
}
