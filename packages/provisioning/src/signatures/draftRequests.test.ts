import { unwrap } from "@valise/base";
import {
    applyCharter,
    type CharterPins,
    readAdmission,
    readCharter,
    type StatementWire,
    verifyStatement,
} from "@valise/clearance";
import type { SignatureFile, SignatureRequest } from "@valise/clearance/desk";
import { buildCommunity, type TestCommunity, type TestHolder } from "@valise/testkit";
import { beforeAll, describe, expect, it } from "vitest";
import { apply, createWorld, giveIdentities } from "../../test/applyWorld.ts";
import { edited, policies } from "../../test/manifests.ts";

const nowS = 1_800_000_000;

/** Real officers, and clients who believe only what verifies. */
describe("what officers are asked to sign", () => {
    let community: TestCommunity;
    let officers: readonly TestHolder[];

    beforeAll(async () => {
        community = await buildCommunity(nowS);
        const roles = ["CHARTER", "RELEASE", "ADMIT", "DIRECTORY"];
        const people = ["@one:mfa.example", "@two:mfa.example", "@one:mod.example"];
        officers = await Promise.all(people.map((user) => community.holder(user, { want: "FR/S REL=FRA", roles })));
    });

    const sign = (
        { kind, payload, audience, role, signers }: SignatureRequest,
        agency: string,
    ): Promise<StatementWire> => {
        const able = officers.filter(({ userId }) => userId.endsWith(`:${agency}.example`));
        const by = able.slice(0, signers).map((holder) => ({ holder, roles: role.split(" ") }));
        return community.statement(kind, { ...payload, iat: nowS }, audience, by);
    };
    const ownerOf = ({ id }: SignatureRequest) => (id.endsWith("need-to-know") || id.endsWith("mod") ? "mod" : "mfa");
    const signFile = async (file: SignatureFile): Promise<SignatureFile> => ({
        ...file,
        signed: await Promise.all(file.requests.map((request) => sign(request, ownerOf(request)))),
    });
    /** What a client of the community makes of a charter in a room. */
    const pin = async (pins: CharterPins | undefined, statement: StatementWire, roomId: string) => {
        const verified = unwrap(await verifyStatement(statement, "charter", roomId, await community.context()));
        return applyCharter(pins, unwrap(readCharter(verified)), {}, policies);
    };

    it("is believed by clients: charters, the next one that opens, admissions, templates and directories", async () => {
        const world = createWorld();
        const first = unwrap(await apply(world));
        giveIdentities(world);
        const signatures = await signFile(first.signatures);
        for (const [at, request] of signatures.requests.entries()) {
            const statement = signatures.signed[at]!;
            const verified = await verifyStatement(
                statement,
                request.kind,
                request.audience,
                await community.context(),
            );
            expect(verified.ok, request.id).toBe(true);
        }
        const second = unwrap(await apply(world, { signatures }));
        const roomOf = (key: string) => world.rooms.get(second.rooms.find((room) => room.key === key)?.roomId ?? "")!;
        const desk = roomOf("rooms/east-desk");
        const pinned = await pin(undefined, desk.charter!, desk.roomId);
        expect(pinned.kind).toBe("pinned");

        expect(second.signatures.requests.map(({ id }) => id)).toEqual(["admission:rooms/need-to-know"]);
        await apply(world, { signatures: await signFile(second.signatures) });
        const roster = roomOf("rooms/need-to-know");
        const charter = await pin(undefined, roster.charter!, roster.roomId);
        expect(charter.kind).toBe("pinned");
        const context = await community.context();
        const statement = unwrap(await verifyStatement(roster.admissions[0], "admission", roster.roomId, context));
        const admission = unwrap(readAdmission(statement, { room: roster.roomId, admit: ["urn:valise:agency:mod"] }));
        expect(admission.add.map(({ sub }) => sub)).toEqual(["@marta:intel.example", "@paul:mod.example"]);
        expect(admission.floor).toMatchObject({ seq: 1, digest: charter.pins?.heads[0]?.digest });

        const wider = edited(
            "admission: cleared, agencies: [mfa, mod] }",
            "admission: cleared, agencies: [mfa, mod, intel] }",
        );
        const asked = unwrap(await apply(world, { files: wider }));
        const next = (await signFile(asked.signatures)).signed[0]!;
        expect((await pin(pinned.pins, next, desk.roomId)).kind).toBe("pinned");
        const alone = await community.statement(
            "charter",
            { ...asked.signatures.requests[0]!.payload, iat: nowS },
            desk.roomId,
            [{ holder: officers[0]!, roles: ["CHARTER", "RELEASE"] }],
        );
        expect(await pin(pinned.pins, alone, desk.roomId)).toMatchObject({ kind: "refused", code: "CHR_LOWER" });
    });
});
