import { join } from "node:path";
import type { RunningStack } from "@valise/homeserver";
import { verifyArchive } from "../../commands/crisis/verifyArchive.ts";
import { deskFolder } from "../../trust/Desk.ts";
import { demoDeskDir } from "../demoFolder.ts";
import { quietContext } from "../quietContext.ts";

/** `valise verify-archive` with the community's files; throws when the archive does not hold. */
export async function verifyDrillArchive({ dataDir, ready }: RunningStack, path: string): Promise<void> {
    const desks = ready.agencies.map(({ id }) => deskFolder(demoDeskDir(dataDir, id)));
    const [first] = desks;
    if (first === undefined) throw new Error("the demonstration has no agency");
    const list = desks.map(({ dir }) => join(dir, "status.list.jwt"));
    const { bundle, trust } = first;
    await verifyArchive(quietContext(dataDir), path, { bundle, trust, list });
}
