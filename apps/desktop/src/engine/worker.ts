import "../disposeSymbols.ts";
import "@valise/matrix/worker";
