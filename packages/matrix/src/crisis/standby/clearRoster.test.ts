import { ok } from "@valise/base";
import { createFakeClock } from "@valise/testkit";
import { expect, it } from "vitest";
import { applyState } from "../../rooms/applyState.ts";
import { createRoomBook } from "../../rooms/RoomBook.ts";
import { clearRoster } from "./clearRoster.ts";

const ROOM = "!room:mfa.example";
const [alice, bob, carol] = ["@alice:mfa.example", "@bob:mod.example", "@carol:intel.example"];

/** Alice's device after a kill: it knows the room, and asks who is in it. */
function bench(isReached: boolean) {
    const book = createRoomBook();
    const entry = book.ensure(ROOM);
    const kicked: unknown[] = [];
    const current = {
        book,
        clock: createFakeClock(),
        encryptor: { rotate: () => {} },
        admissions: { remove: async () => ok() },
        removals: { membershipOf: async () => null },
        http: {
            async request(_method: string, path: string, { body }: { body: { user_id: string } }) {
                kicked.push([path.endsWith("/kick"), body.user_id]);
                return ok({});
            },
        },
        recipients: {
            async establish() {
                if (!isReached) return;
                for (const userId of [alice, bob, carol])
                    applyState(
                        entry,
                        { type: "m.room.member", state_key: userId, content: { membership: "join" } },
                        alice,
                    );
                entry.membersComplete = true;
            },
        },
    };
    return { kicked, clear: () => clearRoster(current as never, ROOM, [alice, bob]) };
}

it("takes out who is not called, also where it is not known yet who is in the room", async () => {
    const { kicked, clear } = bench(true);
    expect(await clear()).toEqual(ok());
    expect(kicked).toEqual([[true, carol]]);
});

it("does not pass for done while nobody can be asked who is in the room", async () => {
    const { kicked, clear } = bench(false);
    expect(await clear()).toMatchObject({ ok: false, error: { kind: "server-unreachable" } });
    expect(kicked).toEqual([]);
});
