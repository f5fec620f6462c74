export { createNodeEngine, type NodeEngine, type NodeEngineOptions } from "./createNodeEngine.ts";
