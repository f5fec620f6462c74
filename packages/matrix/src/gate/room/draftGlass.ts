import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineOutput, EngineParsed } from "@valise/bridge";
import type { Account } from "../../session/Account.ts";
import { failureOf } from "../holder/refusals.ts";

type DraftingAccount = Pick<Account, "gates" | "desk" | "encryptor" | "identities">;

/**
 * The payload that two holders of GLASS sign for one person, this room and its present gate (clearance SPEC 9.5). Refused
 * where no charter applies, and for somebody whose identity the servers do not show.
 */
export async function draftGlass(
    { gates, desk, encryptor, identities }: DraftingAccount,
    { roomId, userId, reason, hours }: EngineParsed<"draftBreakGlass">,
): Promise<Result<EngineOutput<"draftBreakGlass">, EngineFailure>> {
    const gate = gates.gateOf(roomId);
    await gate?.looked();
    const epochs = gate?.state().charter?.epochs ?? [];
    if (epochs.length === 0) return err(failureOf({ code: "CHR_MISSING" }));
    await encryptor.track([userId]);
    await identities.reread([userId]);
    const mxk = identities.masterKeyOf(userId) ?? null;
    if (mxk === null) return err(failureOf({ code: "ATT_MXK" }));
    const exp = desk.nowS() + Math.floor(hours * 3_600);
    return ok({ payload: { room: roomId, sub: userId, mxk, epoch: Math.max(...epochs), reason, exp } });
}
