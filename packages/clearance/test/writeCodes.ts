import { writeFile } from "node:fs/promises";
import { formatCodes } from "./formatCodes.ts";

/** Writes the page of refusal codes from its source, `src/codes.ts`. */
await writeFile(new URL("../CODES.md", import.meta.url), formatCodes());
