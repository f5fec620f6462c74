import { join } from "node:path";
import { readSecret } from "../profile/secretFiles.ts";
import type { ClearanceTools } from "../trust/clearanceTools.ts";
import { deskFolder } from "../trust/Desk.ts";
import { unlockKey } from "../trust/keyFiles.ts";
import type { StatusPublisher } from "../trust/publishStatus.ts";
import { createRegisterReader } from "../trust/registerFile.ts";
import { servePublisher } from "../trust/servePublisher.ts";
import { openTrust } from "../trust/trustFile.ts";
import { createTrustRooms } from "../trust/trustRoom.ts";
import type { DemoCommunity } from "./demoCommunity.ts";
import { demoDeskDir, demoPassphraseFile } from "./demoFolder.ts";
import { demoAgencyUrn, demoListUri } from "./demoPeople.ts";
import type { DemoTrustRoom } from "./demoTrustRooms.ts";

const EVERY_S = 900;
const LIFETIME_S = 86_400;

/** One status service per agency, as `valise trust publish --every 15m` runs it. Resolves once each has published. */
export async function startDemoStatus(
    dataDir: string,
    community: DemoCommunity,
    rooms: readonly DemoTrustRoom[],
    tools: ClearanceTools,
    signal: AbortSignal,
): Promise<void> {
    const context = await openTrust(community.bundle, community.trust, tools);
    const firsts = rooms.map(async ({ agency, roomId, tokenFile }) => {
        const { dir, register } = deskFolder(demoDeskDir(dataDir, agency.id));
        const keyFile = join(dir, "status.key.json");
        const key = await unlockKey(keyFile, "status", demoPassphraseFile(dataDir), tools);
        const publisher: StatusPublisher = {
            ...{ agency: demoAgencyUrn(agency.id), uri: demoListUri(agency.id), key, context },
            rooms: createTrustRooms(agency.clientUrl, readSecret(tokenFile)),
            roomIds: [roomId, ...rooms.map((each) => each.roomId).filter((each) => each !== roomId)],
            ...{ stateFile: join(dir, "status.list.jwt"), lifetimeS: LIFETIME_S, ttlS: EVERY_S },
            readRegisters: createRegisterReader([register], tools),
        };
        await new Promise<void>((resolve) => {
            void servePublisher(publisher, tools, {
                ...{ everyMs: EVERY_S * 1000, signal },
                onPublished: () => resolve(),
                onFailed: () => {},
            }).then(resolve);
        });
    });
    await Promise.all(firsts);
}
