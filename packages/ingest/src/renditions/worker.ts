// EDGE: runs in a thread of its own, which can be stopped when a document sends a library astray.
import { parentPort, workerData } from "node:worker_threads";
import { type RenditionWork, renderWords } from "./render-words.ts";

parentPort?.once("message", async () => {
  parentPort?.postMessage(await renderWords(workerData as RenditionWork));
});
