import type { KeyLedger } from "../../crypto/KeyLedger.ts";
import type { KeptSessions } from "../sessions/createKeptSessions.ts";
import type { KeptKeys } from "./createKeptKeys.ts";

/** The ledger of keys that left, beside which bags keep the messages that carried them and sessions their use. */
export const keptLedger = (ledger: KeyLedger, keptKeys: KeptKeys, sessions: () => KeptSessions): KeyLedger => ({
    ...ledger,
    sent: keptKeys.keep,
    used(roomId, ...rest) {
        ledger.used(roomId, ...rest);
        sessions().used(roomId);
    },
});
