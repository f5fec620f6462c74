export { createMatrixEngine, type MatrixEngine } from "./createMatrixEngine.ts";
export type { Platform } from "./session/Platform.ts";
