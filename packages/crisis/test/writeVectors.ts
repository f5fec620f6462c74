import { writeFile } from "node:fs/promises";
import { gatewayCallSchema } from "../src/escalation/gatewayCall.ts";
import { formats, formatVectors, otherFiles } from "./vectors/index.ts";

const builders = [
    ...Object.entries(formats).map(([name, { build }]) => [name, build] as const),
    ...Object.entries(otherFiles),
];

/** Writes `vectors/` anew. Times and ids are fixed, so an unchanged format leaves every byte as it was. */
for (const [name, build] of builders) {
    await writeFile(new URL(`../vectors/${name}`, import.meta.url), formatVectors(await build()));
    process.stdout.write(`${name}\n`);
}
const schema = `${JSON.stringify(gatewayCallSchema(), null, 4)}\n`;
await writeFile(new URL("../gateway-call.schema.json", import.meta.url), schema);
