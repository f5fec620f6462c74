import { unwrap } from "@valise/base";
import { draftStatement } from "@valise/clearance";
import type { SignatureFile } from "@valise/clearance/desk";
import { createFakeClock } from "@valise/testkit";
import { addHomeserver, createFakeAgencyServer, createFakeWorld, type FakeWorld } from "@valise/testkit/provisioning";
import { type AgencyServer, type ApplyInput, applyManifest, type Desired, noSignatures } from "../src/index.ts";
import { policies, resolveFiles } from "./manifests.ts";

const agencies = ["mfa", "mod", "intel"] as const;

export function createWorld(): FakeWorld {
    const world = createFakeWorld();
    for (const id of agencies) addHomeserver(world, `${id}.example`);
    return world;
}

export type Wrap = (server: AgencyServer) => AgencyServer;

export const serversOf = (world: FakeWorld, wrap: Wrap = (server) => server) =>
    new Map(agencies.map((id) => [id as string, wrap(createFakeAgencyServer(world, `${id}.example`))]));

export const noOptions = { allowDestroy: false, targets: [], readmit: [] } as const;

const resolved = new Map<string, Desired>();
async function resolveOnce(files: Attempt["files"]): Promise<Desired> {
    const key = JSON.stringify(files ?? {});
    const desired = resolved.get(key) ?? unwrap(await resolveFiles(files));
    resolved.set(key, desired);
    return desired;
}

export interface Attempt extends Partial<ApplyInput> {
    readonly files?: Readonly<Record<string, string>>;
    readonly wrap?: Wrap;
    readonly breakLock?: boolean;
}

export async function apply(world: FakeWorld, { files, wrap, breakLock = false, ...input }: Attempt = {}) {
    const desired = await resolveOnce(files);
    return applyManifest({
        desired,
        digest: "digest",
        servers: serversOf(world, wrap),
        options: noOptions,
        policies,
        signatures: noSignatures,
        claimant: { process: "this", isGone: () => false, breakLock },
        clock: createFakeClock(),
        onProgress: () => {},
        ...input,
    });
}

/** Officers who sign whatever they are asked; what they sign with is for the readers of statements to judge. */
export const signAll = (file: SignatureFile): SignatureFile => ({
    ...file,
    signed: file.requests.map(({ kind, payload, signers }) => ({
        ...draftStatement(kind, { ...payload, iat: 1_800_000_000 }),
        by: Array.from({ length: signers }, (_, at) => `presentation-${at}`),
    })),
});

/** Applies, has everything signed, applies again, until nothing is asked any more. */
export async function applySigned(world: FakeWorld, attempt: Attempt = {}) {
    let signatures = attempt.signatures ?? noSignatures;
    for (let round = 0; round < 4; round++) {
        const report = unwrap(await apply(world, { ...attempt, signatures }));
        if (report.signatures.requests.length === 0) return report;
        signatures = signAll(report.signatures);
    }
    throw new Error("officers are asked without end");
}

/** Everybody has signed in and has a cross-signing identity. */
export function giveIdentities(world: FakeWorld): void {
    for (const server of world.servers.values())
        for (const userId of server.accounts.keys())
            server.identities.set(userId, "A".repeat(42).concat(userId.charAt(1)));
}

/** What is there, without ids and times: two ways to one end give one text. */
export function dump(world: FakeWorld): unknown {
    const rooms = [...world.rooms.values()].map((room) => ({
        mark: room.mark,
        isRetired: room.isRetired,
        settings: {
            ...room.settings,
            join: room.settings.join.kind === "spaces" ? marksOf(world, room.settings.join.spaces) : room.settings.join,
        },
        members: Object.entries(room.members).sort(),
        children: marksOf(world, room.children),
        hasCharter: room.charter !== null,
        admissions: room.admissions.length,
        statements: Object.keys(room.statements).sort(),
    }));
    const servers = [...world.servers.values()].map(({ serverName, accounts, register }) => ({
        serverName,
        accounts: [...accounts.values()].sort((a, b) => (a.userId < b.userId ? -1 : 1)),
        register: [...register].sort(),
    }));
    return { rooms: rooms.sort((a, b) => (a.mark < b.mark ? -1 : 1)), servers };
}

const marksOf = (world: FakeWorld, ids: readonly string[]) => ids.map((id) => world.rooms.get(id)?.mark).sort();

/** Who can be in which room: joined, or invited and so able to. */
export function accessIn(world: FakeWorld): ReadonlySet<string> {
    return new Set(
        [...world.rooms.values()].flatMap((room) =>
            Object.keys(room.members)
                .filter((user) => room.members[user] !== "ban" && !room.isRetired)
                .map((user) => `${room.mark} ${user}`),
        ),
    );
}
