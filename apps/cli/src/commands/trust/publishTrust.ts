import { badUsage } from "../../output/CommandFailure.ts";
import { readSecret } from "../../profile/secretFiles.ts";
import { createClearanceTools } from "../../trust/clearanceTools.ts";
import { formatUnit } from "../../trust/formatUnit.ts";
import { unlockKey } from "../../trust/keyFiles.ts";
import { publishStatus, type StatusPublisher } from "../../trust/publishStatus.ts";
import { createRegisterReader } from "../../trust/registerFile.ts";
import { servePublisher } from "../../trust/servePublisher.ts";
import { openTrust, readBundleFile, readTrustFile } from "../../trust/trustFile.ts";
import { BUNDLE_TYPE, createTrustRooms } from "../../trust/trustRoom.ts";
import { checkAddress } from "../arguments.ts";
import type { Context } from "../Context.ts";

export interface PublishOptions {
    readonly keyFile: string;
    readonly passphraseFile?: string;
    readonly bundle: string;
    readonly trust: string;
    readonly agency: string;
    readonly statusList?: string;
    readonly homeserver: string;
    readonly tokenFile: string;
    readonly room: readonly string[];
    readonly register?: readonly string[];
    readonly state: string;
    readonly every: number;
    readonly withBundle?: boolean;
    readonly once?: boolean;
    readonly printUnit?: boolean;
}

const LIFETIME_S = 86_400;

/** Signs and publishes status lists, once or as a service; or prints the systemd unit of that service. */
export async function publishTrust(context: Context, options: PublishOptions): Promise<void> {
    if (options.printUnit === true) {
        const unit = formatUnit("Valise status lists", "valise-status", process.argv.slice(2));
        context.output.data({ unit }, unit);
        return;
    }
    const { output } = context;
    checkAddress(options.homeserver);
    const tools = await createClearanceTools(context.env);
    const signed = readBundleFile(options.bundle);
    const trusted = await openTrust(signed, readTrustFile(options.trust), tools);
    const uri = options.statusList ?? [...(trusted.bundle.agencies.get(options.agency)?.statusUris ?? [])][0];
    if (uri === undefined) throw badUsage("usage.agency", { value: options.agency });
    const key = await unlockKey(options.keyFile, "status", options.passphraseFile, tools);
    const rooms = createTrustRooms(options.homeserver, readSecret(options.tokenFile));
    const publisher: StatusPublisher = {
        ...{
            agency: options.agency,
            uri,
            key,
            context: trusted,
            rooms,
            roomIds: options.room,
            stateFile: options.state,
        },
        ...{ lifetimeS: LIFETIME_S, ttlS: Math.ceil(options.every) },
        readRegisters: createRegisterReader(options.register ?? [], tools),
    };
    if (options.withBundle === true) {
        for (const roomId of options.room) await rooms.write(roomId, BUNDLE_TYPE, "", signed);
    }
    if (options.once === true) {
        const { seq, missed } = await publishStatus(publisher, tools);
        output.data({ uri, seq, missed }, `${uri}\t${seq}`);
        return;
    }
    const asked = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => asked.abort());
    await servePublisher(publisher, tools, {
        ...{ everyMs: options.every * 1000, signal: asked.signal },
        onPublished: ({ seq, missed }) => output.line({ uri, seq, missed }),
        onFailed: (error) => void output.fail(error),
    });
}
