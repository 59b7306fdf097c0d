export { releasePath } from "./release-path.ts";
