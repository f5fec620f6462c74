import type { EngineInput, RoomId, UserId } from "@valise/bridge";
import { draftStatement, SKEW_S, type StatementKind } from "@valise/clearance";
import { startTestStack, type TestStack } from "@valise/homeserver";
import type { NodeEngine } from "@valise/matrix/node";
import { join, memoryEngine, must, signUp, until } from "@valise/matrix/testing";
import { type RealCommunity, startCommunity } from "./realCommunity.ts";
import { someAtOnce } from "./someAtOnce.ts";

type AgencyName = "mfa" | "mod" | "intel";

/** Somebody with an engine and a clearance; the first of an agency that may hold the watch takes it. */
export interface CrisisPerson<N extends string> {
    readonly name: N;
    readonly agency: AgencyName;
    readonly roles: readonly string[];
}

/** Three agencies with one broadcast channel, their directories in it, and a duty role OPS each. */
export interface CrisisWorld<N extends string> {
    readonly stack: TestStack;
    readonly real: RealCommunity;
    readonly channel: RoomId;
    engine(name: N): NodeEngine;
    idOf(name: N): UserId;
    /** For a second device of theirs. */
    recoveryCodeOf(name: N): string;
    /** Signs in the channel as several, and files it as the first. */
    file(kind: FiledKind, payload: object, by: readonly (readonly [N, string])[]): Promise<void>;
    /** A holder of DIRECTORY gives the watch of their agency's OPS to somebody, who takes it. */
    giveWatch(by: N, to: N): Promise<void>;
    [Symbol.asyncDispose](): Promise<void>;
}

type FiledKind = EngineInput<"publishDirectory">["statement"]["kind"] & StatementKind;

export const agencyUrn = (agency: string) => `urn:valise:agency:${agency}`;
export const nowS = () => Math.floor(Date.now() / 1000);

export interface CrisisWorldOptions<N extends string> {
    /** The engine of somebody: in this process and in memory unless said. */
    open?(name: N): Promise<NodeEngine>;
    /** Accounts without an engine, by agency. */
    readonly others?: Readonly<Record<string, readonly string[]>>;
    /** The deputies of OPS, by agency: its second cell. */
    readonly deputies?: Readonly<Record<string, readonly N[]>>;
    /** So many sign up, and come into the channel, at once; unless said all sign up at once and come one after the other. */
    readonly atOnce?: number;
    /** Once there is the channel, before anybody but its owner comes into it. */
    fill?(stack: TestStack, channel: RoomId): Promise<void>;
}

/** What one command takes. */
const INVITED_AT_ONCE = 200;
/** A little longer than an offered watch can be taken. */
const OFFERED_MS = (SKEW_S + 5) * 1000;

/** `owner` makes the channel; every agency in which somebody shows DIRECTORY files a directory of its people. */
export async function startCrisisWorld<const N extends string>(
    people: readonly CrisisPerson<N>[],
    owner: N,
    { open = () => memoryEngine(), others: more = {}, deputies = {}, atOnce, fill }: CrisisWorldOptions<N> = {},
): Promise<CrisisWorld<N>> {
    // All who are there are told of each who comes: the last of a crowd is waited for longer.
    const patienceMs = Math.max(60_000, people.length * 2_000);
    const agencies = [...new Set(people.map(({ agency }) => agency))];
    const users = Object.fromEntries(
        agencies.map((id) => {
            const own = people.filter(({ agency }) => agency === id).map(({ name }) => name);
            return [id, ["notary", ...own, ...(more[id] ?? [])]];
        }),
    );
    // What was started ends also where something of it fails.
    await using leaving = new AsyncDisposableStack();
    const stack = leaving.use(await startTestStack({ agencies: agencies.includes("intel") ? 3 : 2, users }));
    const real = await startCommunity(stack, agencies);
    const engines = new Map<N, NodeEngine>();
    const codes = new Map<N, string>();
    const engine = (name: N): NodeEngine => {
        const found = engines.get(name);
        if (found === undefined) throw new Error(`no engine of ${name}`);
        return found;
    };
    const idOf = (name: N) => stack.user(name).userId as UserId;
    const agencyOf = (name: N) => agencyUrn(people.find((each) => each.name === name)?.agency ?? "");
    leaving.defer(async () => {
        await Promise.all([...engines.values()].map((each) => each.close()));
    });
    await someAtOnce(atOnce ?? people.length, people, async ({ name, roles }) => {
        const made = await open(name);
        engines.set(name, made);
        codes.set(name, await signUp(made, stack.user(name), real.configOf(idOf(name))));
        await real.clear(made, idOf(name), { roles: [...roles] });
    });
    const others = people.map(({ name }) => name).filter((name) => name !== owner);
    const cells = Object.fromEntries(agencies.map((id) => [agencyUrn(id), ["OPS"]]));
    const wish = { name: "Alerts", topic: null, kind: "channel" as const, label: "FR/DR", cells, agencies };
    const invite = others.map(idOf);
    const broadcasters = people.filter(({ roles }) => roles.includes("WATCH.OPS")).map(({ name }) => idOf(name));
    const first = { ...wish, invite: invite.slice(0, INVITED_AT_ONCE), broadcasters };
    const { roomId: channel } = must(await engine(owner).commands.createRoom(first));
    for (let at = INVITED_AT_ONCE; at < invite.length; at += INVITED_AT_ONCE) {
        const userIds = invite.slice(at, at + INVITED_AT_ONCE);
        must(await engine(owner).commands.invite({ roomId: channel, userIds }));
    }
    await fill?.(stack, channel);
    await someAtOnce(atOnce ?? 1, others, async (name) => {
        await join(engine(name), channel);
        await until(engine(name), { topic: "clearance" }, (own) => own.rows.length > 0, patienceMs);
        must(await engine(name).commands.answerPresentation({ roomId: channel, allow: true }));
    });
    await until(
        engine(owner),
        { topic: "gate", roomId: channel },
        (gate) => gate.rows.filter(({ reads }) => reads).length === people.length,
        patienceMs,
    );

    const file: CrisisWorld<N>["file"] = async (kind, payload, by) => {
        const draft = draftStatement(kind, payload);
        const signed: string[] = [];
        for (const [name, role] of by) {
            const input = { kind, audience: channel, payload: draft.payload, role };
            signed.push(must(await engine(name).commands.signStatement(input)).presentation);
        }
        const [publisher] = by.map(([name]) => name);
        const statement = { ...draft, kind, by: signed };
        must(await engine(publisher ?? owner).commands.publishDirectory({ roomId: channel, statement }));
    };
    for (const agency of agencies) {
        const own = people.filter((each) => each.agency === agency);
        const director = own.find(({ roles }) => roles.includes("DIRECTORY"));
        const eligible = own.filter(({ roles }) => roles.includes("WATCH.OPS")).map(({ name }) => idOf(name));
        const behind = (deputies[agency] ?? []).map(idOf);
        const role = { id: "OPS", names: { en: "Duty officer" }, eligible, deputies: behind };
        const listed = own.map(({ name }) => ({ sub: idOf(name), deputies: [] }));
        const directory = { agency: agencyUrn(agency), part: "all", seq: 1, iat: nowS(), posts: [] };
        if (director !== undefined)
            await file("directory", { ...directory, roles: [role], people: listed }, [[director.name, "DIRECTORY"]]);
    }
    const left = leaving.move();
    return {
        ...{ stack, real, channel, engine, idOf, file },
        recoveryCodeOf: (name) => codes.get(name) ?? "",
        async giveWatch(by, to) {
            const dutyRole = { agency: agencyOf(to), role: "OPS" };
            const key = `${dutyRole.agency} OPS`;
            const isOffered = (each: { key: string; offeredBy: string | null }) =>
                each.key === key && each.offeredBy === idOf(by);
            const offerMs = Math.min(patienceMs, OFFERED_MS);
            // Both sign within two minutes; where homeservers take longer it is offered again.
            const offer = async (triesLeft: number): Promise<void> => {
                must(await engine(by).commands.handOverWatch({ dutyRole, to: idOf(to), note: "" }));
                const seen = until(engine(to), { topic: "crisis" }, ({ duty }) => duty.some(isOffered), offerMs);
                await (triesLeft === 0 ? seen : seen.catch(() => offer(triesLeft - 1)));
            };
            await offer(Math.ceil(patienceMs / offerMs) - 1);
            must(await engine(to).commands.takeWatch({ dutyRole }));
            const holds = (each: { key: string; mine: string }) => each.key === key && each.mine === "holds";
            await until(engine(to), { topic: "crisis" }, ({ duty }) => duty.some(holds), patienceMs);
        },
        [Symbol.asyncDispose]: () => left.disposeAsync(),
    };
}
