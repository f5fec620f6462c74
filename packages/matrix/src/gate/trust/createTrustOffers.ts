import type { UserId } from "@valise/bridge";
import { asString, type JsonObject } from "../../json.ts";
import type { Outbox } from "../../outbox/Outbox.ts";
import type { EventContent } from "../../outbox/OutboxEntry.ts";
import { wire } from "../../wire.ts";
import type { Community } from "./Community.ts";

/** Codes of a peer whose bundle is too old to judge by, and of one whose list is. */
const wantsBundle: ReadonlySet<string> = new Set(["TRUST_EXPIRED", "ATT_ISSUER_UNKNOWN", "ATT_ROOT_UNKNOWN"]);
const wantsLists: ReadonlySet<string> = new Set(["ATT_STATUS_STALE", "ATT_STATUS_MISSING"]);
/** Encrypted it must pass between servers, whose limit is 64 KiB. */
const MAX_CHARS = 40_000;
const MAX_PEERS = 512;

export interface TrustOffersParts {
    readonly community: Community;
    readonly outbox: Pick<Outbox, "enqueue">;
    readonly myUserId: string;
}

/**
 * Hands newer trust data to whoever withheld keys for want of it (protocol 4): the bundle, or the lists of one's own
 * agency, which decide about oneself. Only to people of the community's servers, and the same things to one person once.
 */
export function createTrustOffers({ community, outbox, myUserId }: TrustOffersParts) {
    const offered = new Map<string, string>();

    const contentsFor = (code: string): EventContent[] => {
        const context = community.context();
        if (context === null) return [];
        const { bundle, lists } = community.newest();
        if (wantsBundle.has(code)) return [{ bundle: bundle as EventContent, lists: [] }];
        const own = community.agencyOfServer(serverOf(myUserId));
        const mine = lists.filter((token) =>
            [...context.lists.values()].some((list) => list.token === token && list.agency === own?.id),
        );
        return wantsLists.has(code) ? mine.map((token) => ({ lists: [token] })) : [];
    };

    return {
        /** A withheld notice: unsigned, so it costs at most one message per peer and news. */
        async withheld(senderId: string, content: JsonObject): Promise<void> {
            const code = asString(content.reason) ?? "";
            if (senderId === myUserId || community.agencyOfServer(serverOf(senderId)) === null) return;
            const contents = contentsFor(code).filter((each) => JSON.stringify(each).length <= MAX_CHARS);
            const text = JSON.stringify(contents);
            if (contents.length === 0 || offered.get(senderId) === text) return;
            if (offered.size >= MAX_PEERS) offered.clear();
            offered.set(senderId, text);
            for (const each of contents) {
                const messages = { [senderId as UserId]: { "*": each } };
                const payload = { kind: "to-device", type: wire.trustOffer, messages, encrypt: true } as const;
                await outbox.enqueue({ payload, priority: "chat" });
            }
        },
    };
}

const serverOf = (userId: string): string => userId.slice(userId.indexOf(":") + 1);
