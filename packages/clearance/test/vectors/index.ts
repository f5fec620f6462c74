import { presentationVectors } from "./presentationVectors.ts";

/** Each file of `vectors/` and what makes it. */
export const vectorFiles: Readonly<Record<string, () => Promise<object>>> = {
    "presentation.json": presentationVectors,
};
