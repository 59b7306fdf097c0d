export { countCodePoints } from "./count-code-points.ts";
export { type DecodedText, type DecodeOptions, decodeText } from "./decode-text.ts";
export {
  type FoundNumber,
  findNumbers,
  type NumberPhrase,
  parseNumberWords,
} from "./normalise/number-words.ts";
