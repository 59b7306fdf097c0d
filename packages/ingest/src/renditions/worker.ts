// EDGE: runs in a thread of its own, which can be stopped when a document sends a library astray.
import { parentPort, workerData } from "node:worker_threads";
import { loadLibraries, type RenditionWork, renderWords } from "./render-words.ts";

const work = workerData as RenditionWork;
parentPort?.once("message", async () => {
  await loadLibraries(work.kind);
  parentPort?.once("message", async () => parentPort?.postMessage(await renderWords(work)));
  parentPort?.postMessage("ready");
});
