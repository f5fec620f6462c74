import { writeFileSync } from "node:fs";
import { manifestJsonSchema } from "../src/index.ts";

/** Writes the schema that editors check manifests with. Run: npm run schema */
writeFileSync(
    new URL("../manifest.schema.json", import.meta.url),
    `${JSON.stringify(manifestJsonSchema(), null, 2)}\n`,
);
