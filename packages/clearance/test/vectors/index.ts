import { bundleVectors } from "./bundleVectors.ts";
import { presentationVectors } from "./presentationVectors.ts";
import { statementVectors } from "./statementVectors.ts";
import { statusVectors } from "./statusVectors.ts";

/** Each file of `vectors/` and what makes it. */
export const vectorFiles: Readonly<Record<string, () => Promise<object>>> = {
    "bundle.json": bundleVectors,
    "presentation.json": presentationVectors,
    "statement.json": statementVectors,
    "status.json": statusVectors,
};

/** The bytes of a vector file. */
export const formatVectors = (file: object): string => `${JSON.stringify(file, null, 1)}\n`;
