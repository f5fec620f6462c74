export { createFileLock } from "../store/createFileLock.ts";
export type { StoreLock } from "../store/StoreLock.ts";
export { createNodeEngine, type NodeEngine, type NodeEngineOptions } from "./createNodeEngine.ts";
