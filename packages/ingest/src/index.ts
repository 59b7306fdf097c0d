export { countCodePoints } from "./count-code-points.ts";
export {
  type FoundNumber,
  findNumbers,
  type NumberPhrase,
  parseNumberWords,
} from "./normalise/number-words.ts";
