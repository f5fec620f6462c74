import { isReadBack, type ReadBackLanguage } from "@valise/crisis";
import { until } from "../../engine/until.ts";
import { CommandFailure, exitCodes } from "../../output/CommandFailure.ts";
import { type Context, withReadySession } from "../Context.ts";
import { findBroadcast } from "./broadcast.ts";

export interface ReadBackOptions {
    readonly broadcast: string;
    readonly language: ReadBackLanguage;
    /** What the other side read out. */
    readonly heard?: string;
}

/** The six words by which two people on the telephone see that they have the same broadcast (crisis SPEC 11). */
export function readBack(context: Context, { broadcast, language, heard }: ReadBackOptions): Promise<void> {
    return withReadySession(context, async (engine) => {
        const { key, broadcastId } = await findBroadcast(engine, broadcast);
        const words = await until(
            engine,
            { topic: "crisis" },
            ({ rows }) =>
                rows.find((row) => row.key === key)?.readBack.find(({ lang }) => lang === language)?.words ?? null,
            30,
        );
        if (heard !== undefined && !isReadBack(heard, words))
            throw new CommandFailure("read-back-differs", exitCodes.refused, "failure.readBack");
        context.output.data({ broadcastId, language, words }, words.join(" "));
    });
}
