export { countCodePoints } from "./count-code-points.ts";
