import { buildClearance, buildSession, createFakeEngine, demoAgencies, type FakeEngine } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { createRecordingShell } from "../../../test/recordingShell.ts";
import { createI18n } from "../../i18n/createI18n.ts";
import { mayAdminister } from "./adminPlaces.ts";
import { createAccountsViewModel } from "./createAccountsViewModel.ts";
import { createLeaversViewModel } from "./createLeaversViewModel.ts";
import { createManifestViewModel } from "./createManifestViewModel.ts";
import { narrowPlan, planRows } from "./planRows.ts";

const [agency] = demoAgencies;
if (agency === undefined) throw new Error("no agency");
const file = (path: string) => ({ path, file: new Blob(["valise: 1\n"]) });

async function openManifest() {
    const engine = createFakeEngine();
    const shell = createRecordingShell(demoAgencies, "desktop");
    const i18n = await createI18n("en", "UTC");
    await i18n.loadLater();
    return { engine, shell, translator: i18n.getState(), manifest: createManifestViewModel({ engine, shell, i18n }) };
}
const methods = ({ calls }: FakeEngine) => calls.map(({ method }) => method);

it("leads to the place only with a clearance in force, the role, and a machine that is set up for it", () => {
    const own = buildClearance({ state: "held", claims: ["lvl:NP", "role:ADMIN"] });
    const session = buildSession({ agency });
    expect(mayAdminister(own, session)).toBe(true);
    expect(mayAdminister({ ...own, state: "refused" }, session)).toBe(false);
    expect(mayAdminister({ ...own, claims: ["lvl:TS", "role:CHARTER"] }, session)).toBe(false);
    expect(mayAdminister(own, buildSession({ agency: { ...agency, adminUrl: null } }))).toBe(false);
    expect(mayAdminister(null, null)).toBe(false);
});

describe("a manifest", () => {
    it("is opened by the parts a manifest can have, after a choice where there is one, and planned at once", async () => {
        const { engine, manifest } = await openManifest();
        await manifest.open([file("a.yaml"), file("b.yaml"), file("holiday.jpg")]);
        expect(manifest.getState()).toMatchObject({ choices: ["a.yaml", "b.yaml"], summary: null });
        await manifest.openFrom("b.yaml");
        expect(manifest.getState()).toMatchObject({ choices: null, summary: { file: "b.yaml" } });
        expect(methods(engine)).toEqual(["openManifest", "openManifest", "planManifest"]);
        expect(engine.calls[0]?.input).toMatchObject({ files: [{ path: "a.yaml" }, { path: "b.yaml" }] });
    });

    it("is planned again with what may be destroyed, and forgets that once it was applied", async () => {
        const { engine, manifest, translator } = await openManifest();
        await manifest.open([file("valise.yaml")]);
        const key = "accounts/@h.pauly:mfa.example";
        const rowsNow = () => {
            const { plan, summary, allow, node } = manifest.getState();
            if (plan === null || summary === null) throw new Error("no plan");
            const { changes } = narrowPlan(plan, { filter: "destroy", node }, summary.outline);
            const choices = { allow, chosen: [], onAllow: () => undefined, onChoose: () => undefined };
            return planRows(changes, choices, translator);
        };
        expect(rowsNow()).toMatchObject([
            { key, allow: { isOn: false }, tags: [{ text: "moves to mod.example" }, {}, { text: "held back" }] },
        ]);
        await manifest.allowOne(key, true);
        expect(rowsNow()).toMatchObject([
            { key, allow: { isOn: true }, tags: [{}, { text: "needs their signature" }] },
        ]);
        await manifest.apply(false);
        expect(engine.calls.at(-1)?.input).toEqual({ allowDestroy: [key], targets: [], breakLock: false });
        expect(manifest.getState()).toMatchObject({ allow: [], outcome: { kind: "done" }, plan: { changes: [] } });
    });

    it("shows who holds the lock and goes on only when told to break it; stopped, it looks again", async () => {
        const { engine, manifest } = await openManifest();
        await manifest.open([file("valise.yaml")]);
        const locked = { kind: "locked", owner: "@b:mfa.example", sinceMs: 1, lastSignMs: 2 } as const;
        engine.answer("applyManifest", async ({ breakLock }) => ({
            ok: true,
            value: breakLock ? { kind: "stopped" } : locked,
        }));
        await manifest.apply(false);
        expect(manifest.getState().outcome).toEqual(locked);
        await manifest.apply(true);
        expect(manifest.getState().outcome).toEqual({ kind: "stopped" });
        expect(methods(engine).at(-1)).toBe("planManifest");
    });

    it("keeps first passwords that were not saved, and asks before it gives them out", async () => {
        const { engine, shell, manifest } = await openManifest();
        await manifest.open([file("valise.yaml")]);
        await manifest.apply(false);
        shell.decide(false);
        await manifest.saveLetters();
        expect(methods(engine)).not.toContain("takeLetters");
        shell.decide(true);
        await manifest.saveLetters();
        expect(shell.calls.map(({ method }) => method)).toEqual(["confirmSensitive", "confirmSensitive", "saveFile"]);
        expect(manifest.getState().outcome).toMatchObject({ letters: 0 });
    });
});

it("an account is changed only after a question; a refusal stands until something else is tried", async () => {
    const engine = createFakeEngine();
    const accounts = createAccountsViewModel(engine);
    await accounts.search();
    const [claire, , hugo] = accounts.getState().rows ?? [];
    if (claire === undefined || hugo === undefined) throw new Error("no accounts");
    accounts.ask("suspend", claire);
    expect(methods(engine)).toEqual(["findAccounts"]);
    await accounts.confirm(false);
    expect(accounts.getState()).toMatchObject({ question: null, done: { act: "suspend", name: "Claire Morvan" } });
    expect(accounts.getState().rows?.[0]?.state).toBe("suspended");
    accounts.ask("offboard", hugo);
    await accounts.confirm(false);
    expect(accounts.getState().locked?.owner).toBe("@other.admin:mfa.example");
    await accounts.confirm(true);
    expect(accounts.getState()).toMatchObject({ locked: null, done: { result: { asked: ["mod.example"] } } });
    accounts.begin();
    accounts.draft({ localpart: "admin", name: "Again" });
    await accounts.confirm(false);
    expect(accounts.getState().refused).toBe("account-exists");
    accounts.draft({ localpart: "zoe" });
    expect(accounts.getState().refused).toBeNull();
    await accounts.confirm(false);
    expect(accounts.getState().done?.result.password).toBe("first-password");
});

it("somebody who left a partner is taken out only after a question; locks and second thoughts are said", async () => {
    const engine = createFakeEngine();
    const leavers = createLeaversViewModel(engine);
    await leavers.load();
    const [paul, ana] = leavers.getState().value?.asked ?? [];
    if (paul === undefined || ana === undefined) throw new Error("nobody is asked for");
    leavers.ask(paul);
    expect(methods(engine)).toEqual(["readLeavers"]);
    await leavers.confirm(false);
    expect(leavers.getState()).toMatchObject({ question: null, done: { userId: paul.userId, rooms: 1 } });
    expect(leavers.getState().value?.asked).toEqual([ana]);
    leavers.ask(ana);
    await leavers.confirm(false);
    expect(leavers.getState()).toMatchObject({ question: ana, locked: { owner: "@other.admin:mfa.example" } });
    engine.answer("removeLeaver", async () => ({ ok: true, value: { kind: "not-asked" } }));
    await leavers.confirm(true);
    expect(leavers.getState()).toMatchObject({ question: null, locked: null, done: { rooms: null } });
    expect(methods(engine).at(-1)).toBe("readLeavers");
    engine.refuse("readLeavers", { kind: "server-unreachable" });
    await leavers.load();
    expect(leavers.getState()).toMatchObject({ failure: { kind: "server-unreachable" }, value: { canAsk: true } });
});
