import { unwrap } from "@valise/base";
import {
    type Addressee,
    type AlarmSituation,
    type BroadcastAuthor,
    type BroadcastWire,
    type BroadcastWish,
    draftBroadcast,
    type ReceivedBroadcast,
} from "../src/index.ts";

/** 2026-11-01T10:02:18Z: when the broadcast of the mockups was sent. */
export const SENT_S = 1_793_527_338;
export const MFA = "urn:valise:agency:mfa";
export const MOD = "urn:valise:agency:mod";
export const INTEL = "urn:valise:agency:intel";
export const CHANNEL = "!channel:mod.example";
export const PAUL = "@paul:mod.example";
export const CLAIRE = "@claire:mfa.example";

/** A 128-bit id that reads well in a failing test. */
export const idOf = (n: number): string => `${String(n).padStart(21, "A")}A`;
export const digestOf = (n: number): string => `${String(n).padStart(42, "d")}A`;

export const wish = (changes: Partial<BroadcastWish> = {}): BroadcastWish => ({
    status: "actual",
    precedence: "FLASH",
    texts: {
        en: { headline: "Port Lazare airport closes", body: "Move every assembly point to Tamrin airfield now." },
        fr: { body: "Déplacez tous les points de rassemblement vers Tamrin." },
    },
    lead: MFA,
    ...changes,
});

export const block = (changes: Partial<BroadcastWish> = {}, n = 7, iatS = SENT_S): BroadcastWire =>
    unwrap(draftBroadcast(wish(changes), idOf(n), iatS));

export const paul: BroadcastAuthor = { sub: PAUL, agency: MOD, roles: ["BROADCAST"] };
export const claire: BroadcastAuthor = { sub: CLAIRE, agency: MFA, roles: ["BROADCAST", "CRISIS"] };

export function received(
    changes: Partial<BroadcastWish> = {},
    { n = 7, iatS = SENT_S, author = paul }: { n?: number; iatS?: number; author?: BroadcastAuthor } = {},
): ReceivedBroadcast {
    return { wire: block(changes, n, iatS), digest: digestOf(n), room: CHANNEL, author };
}

export const refTo = ({ wire, author }: ReceivedBroadcast) => ({ sub: author.sub, id: wire.id, iat: wire.iat });

export const idris: Addressee = { sub: "@idris:mfa.example", agency: MFA, post: "EMB.PORT-LAZARE", roles: ["CONSUL"] };

export const situation = (changes: Partial<AlarmSituation> = {}): AlarmSituation => ({
    step: 0,
    verdict: "ok",
    agencies: [MFA, MOD, INTEL],
    me: idris,
    book: new Map(),
    alarmed: new Set(),
    answered: false,
    policy: {},
    nowS: SENT_S + 3,
    ...changes,
});
