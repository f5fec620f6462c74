import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import type { CrisisSnapshot, GateSnapshot, RoomId, SessionSnapshot, UserId } from "@valise/bridge";
import type { ReadyAgency, ReadyLine, ReadyUser } from "@valise/homeserver";
import { createNodeEngine } from "@valise/matrix/node";
import type { EngineConnection } from "../../engine/connectEngine.ts";
import { until } from "../../engine/until.ts";
import { must } from "../../output/foldFailure.ts";
import { readSecret, writeSecretFile } from "../../profile/secretFiles.ts";
import { demoAgencyUrn } from "../demoPeople.ts";
import { DEMO_DUTY } from "../demoPlans.ts";

/** Somebody who is played: a real account with a real engine, whose stores are kept in memory. */
export interface DrillPerson {
    readonly userId: UserId;
    readonly agency: string;
    readonly engine: EngineConnection;
    /** Signed out on the server, so that no device is left. */
    leave(): Promise<void>;
}

/**
 * Signs in; a first sign-in makes the identity and keeps its code where the demonstration keeps it. Undefined: somebody else
 * has made this account's identity, so it is theirs.
 */
export async function openDrillPerson(
    { trust }: ReadyLine,
    agency: ReadyAgency,
    user: ReadyUser,
    hasIdentity: boolean,
): Promise<DrillPerson | undefined> {
    if (hasIdentity && !existsSync(user.recoveryFile)) return undefined;
    const node = await createNodeEngine({
        profileDir: "",
        storeKey: new Uint8Array(randomBytes(32)),
        memory: true,
    });
    // The engine lives in this process: it cannot be lost.
    const engine: EngineConnection = { ...node, lost: new Promise(() => {}), [Symbol.dispose]: () => {} };
    const leave = async () => {
        await engine.commands.signOut({});
        await node.close();
    };
    const { id, name, serverName, clientUrl, steward } = agency;
    const entry = { id, name, serverName, clientUrl, steward, trust: agency.trust };
    must(await engine.commands.start({ agencies: [entry], trust, protection: null }));
    const { userId, passwordFile, recoveryFile } = user;
    const signIn = { agencyId: id, user: userId, password: readSecret(passwordFile), deviceName: "exercise" };
    must(await engine.commands.signIn(signIn));
    const isSettled = (session: SessionSnapshot) =>
        ["recovery-to-save", "verify-needed", "ready"].includes(session.phase) ? session : null;
    const { phase, recoveryCode } = await until(engine, { topic: "session" }, isSettled, 60);
    if (phase === "recovery-to-save" && recoveryCode !== null) {
        writeSecretFile(recoveryFile, `${recoveryCode.groups.join(" ")}\n`, true);
        must(await engine.commands.recoverySaved({}));
    }
    if (phase === "verify-needed") {
        const recovered = await engine.commands.recover({ code: readSecret(recoveryFile) });
        if (!recovered.ok) {
            await leave();
            return undefined;
        }
    }
    await until(engine, { topic: "clearance" }, ({ state }) => (state === "held" ? true : null), 60);
    return { userId: userId as UserId, agency: demoAgencyUrn(id), engine, leave };
}

/** Lets the channel's agencies see the own clearance, where that was not said yet. */
export async function showInChannel({ engine }: DrillPerson, roomId: RoomId): Promise<void> {
    const wanted = { topic: "gate", roomId } as const;
    const isAskedOrReads = ({ mine }: GateSnapshot) => (mine.reads || mine.ask !== null ? mine : null);
    const { ask } = await until(engine, wanted, isAskedOrReads, 60);
    if (ask !== null) must(await engine.commands.answerPresentation({ roomId, allow: true }));
    await until(engine, wanted, ({ mine }) => (mine.reads ? true : null), 60);
}

/** Takes the own agency's watch when it is offered; whoever has it already keeps it. True: it is this person's. */
export async function takeOfferedWatch({ engine, agency, userId }: DrillPerson): Promise<boolean> {
    const own = await until(
        engine,
        { topic: "crisis" },
        ({ duty }) =>
            duty.find(
                (row) =>
                    row.agency === agency &&
                    row.role === DEMO_DUTY &&
                    (row.holderId !== null || row.offeredBy !== null),
            ) ?? null,
        200,
    );
    if (own.holderId === null) must(await engine.commands.takeWatch({ dutyRole: { agency, role: DEMO_DUTY } }));
    const holderOf = ({ duty }: CrisisSnapshot) => duty.find(({ key }) => key === own.key)?.holderId ?? null;
    return (await until(engine, { topic: "crisis" }, holderOf, 60)) === userId;
}
