import { draftStatement } from "@valise/clearance";
import { DIRECTORY_ROLE } from "@valise/crisis";
import { z } from "zod";
import { must } from "../../output/foldFailure.ts";
import { readJsonFile } from "../../trust/textFiles.ts";
import { parseRoomId } from "../arguments.ts";
import { type Context, withReadySession } from "../Context.ts";
import { establish } from "./establish.ts";

export interface PublishOptions {
    readonly room: string;
    readonly kind: "directory" | "template";
}

/** Signs the payload in a file as DIRECTORY (crisis SPEC 13.1, 14.1), and files it. `iat` is now where the file leaves it out. */
export function publish(context: Context, path: string, { room, kind }: PublishOptions): Promise<void> {
    const roomId = parseRoomId(room);
    const payload = { iat: Math.floor(Date.now() / 1000), ...readJsonFile(path, z.record(z.string(), z.json())) };
    return withReadySession(context, async (engine) => {
        await establish(engine, roomId);
        const draft = draftStatement(kind, payload);
        const wish = { kind, audience: roomId, payload: draft.payload, role: DIRECTORY_ROLE } as const;
        const { presentation } = must(await engine.commands.signStatement(wish));
        const statement = { kind, payload: draft.payload, by: [presentation] };
        must(await engine.commands.publishDirectory({ roomId, statement }));
        context.output.data({ roomId, kind }, "");
    });
}
