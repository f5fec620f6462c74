import type { RoomId, TimelineItemSnapshot } from "@valise/bridge";
import { startTestStack, type TestStack } from "@valise/homeserver";
import type { NodeEngine } from "@valise/matrix/node";
import { createRoom, join, memoryEngine, row, say, saying, sent, signUp, until } from "@valise/matrix/testing";
import { expect } from "vitest";
import { startTap, type Tap, type TappedRequest } from "../support/tap.ts";

/** Alice behind a tap and Bob at another agency, who have read each other in one room. */
export interface BehindTap extends AsyncDisposable {
    readonly stack: TestStack;
    readonly tap: Tap;
    readonly alice: NodeEngine;
    readonly bob: NodeEngine;
    readonly roomId: RoomId;
    /** Alice's rows with this text. */
    own(body: string): Promise<readonly TimelineItemSnapshot[]>;
    /** Alice's message is sent in the end; Bob has it once, and so has she. */
    arrivesOnce(body: string): Promise<void>;
}

export async function startBehindTap(): Promise<BehindTap> {
    await using undo = new AsyncDisposableStack();
    const stack = undo.use(await startTestStack());
    const tap = undo.use(await startTap(stack.user("alice").clientUrl));
    const alice = undo.adopt(await memoryEngine(), (engine) => engine.close());
    const bob = undo.adopt(await memoryEngine(), (engine) => engine.close());
    await Promise.all([signUp(alice, stack.user("alice"), { clientUrl: tap.url }), signUp(bob, stack.user("bob"))]);
    const roomId = await createRoom(alice, "Answers", stack.user("bob").userId);
    await join(bob, roomId, alice);
    await say(alice, roomId, "warm");
    await row(bob, roomId, saying("warm"));
    const own = async (body: string) =>
        (await until(alice, { topic: "timeline", roomId }, () => true)).rows.filter(saying(body));
    const started = undo.move();
    return {
        stack,
        tap,
        alice,
        bob,
        roomId,
        own,
        async arrivesOnce(body) {
            await sent(alice, roomId, body, 60_000);
            await say(alice, roomId, `${body}: end`);
            await row(bob, roomId, saying(`${body}: end`), 60_000);
            const seen = await until(bob, { topic: "timeline", roomId }, () => true);
            expect(seen.rows.filter(saying(body))).toHaveLength(1);
            expect(await own(body)).toHaveLength(1);
        },
        [Symbol.asyncDispose]: () => started.disposeAsync(),
    };
}

export const isSend = ({ method, url }: TappedRequest) => method === "PUT" && /\/send\/m\.room\.encrypted\//.test(url);
