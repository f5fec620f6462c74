import "../disposeSymbols.ts";
import "./zodWithoutEval.ts";
import "@valise/matrix/worker";
