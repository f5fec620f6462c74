import { writeFileSync } from "node:fs";
import { invitationSchema, manifestJsonSchema, reminderSchema } from "../src/index.ts";

/** Writes the schemas that editors check manifests with, and that invitation commands are written by. Run: npm run schema */
for (const [name, schema] of [
    ["manifest", manifestJsonSchema()],
    ["invitation", invitationSchema()],
    ["reminder", reminderSchema()],
] as const)
    writeFileSync(new URL(`../${name}.schema.json`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
