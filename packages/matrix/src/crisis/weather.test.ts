import { expect, it } from "vitest";
import { createFakeClock } from "../outbox/testing/fakeClock.ts";
import { createWeather } from "./createWeather.ts";

const [mfa, mod] = ["urn:valise:agency:mfa", "urn:valise:agency:mod"];
const paul = "@paul:mod.example";
const broadcast = { sub: "@claire:mfa.example", id: "A".repeat(22) };
const manifest = { t: "manifest", broadcast, agency: mod, addressed: 5, noDevice: 1, noKey: 1 };

/** What this device sees of the defence ministry; `entries`: what the cell's ledger holds. */
async function play(entries: readonly object[] = [], isOver = () => false) {
    const clock = createFakeClock();
    const agencies = new Map(
        [mfa, mod].map((id) => [id, { id, name: id, hs: new Set([`${id.split(":").at(-1)}.example`]) }]),
    );
    const weather = createWeather({
        ...{ clock, agency: mfa, isOver },
        store: { list: async () => ({ ok: true, value: { records: [] } }), write: async () => ({ ok: true }) } as never,
        community: {
            context: () => ({ bundle: { agencies } }),
            agencyOfServer: (server: string) => agencies.get(`urn:valise:agency:${server.split(".")[0]}`),
        } as never,
        ledger: { all: () => new Map(entries.map((entry, at) => [String(at), entry])) as never },
    });
    await weather.load();
    const seen = () => weather.snapshot().find(({ agency }) => agency === mod);
    return { clock, weather, seen };
}

it("tells how late the newest came; what is older or has no time of its own says nothing of that", async () => {
    const { clock, weather, seen } = await play();
    expect(seen()).toMatchObject({ servers: ["mod.example"], lastHeardMs: null, lastSaidMs: null, lateByMs: null });
    const saidMs = clock.nowMs() - 90_000;
    weather.heard(paul, saidMs);
    expect(seen()).toMatchObject({ lastHeardMs: clock.nowMs(), lastSaidMs: saidMs, lateByMs: 90_000 });
    await clock.advance(600_000);
    weather.heard(paul, null);
    weather.heard(paul, saidMs - 3_600_000);
    expect(seen()).toMatchObject({ lastHeardMs: clock.nowMs(), lastSaidMs: saidMs, lateByMs: 90_000 });
    weather.heard(paul, clock.nowMs() + 5_000);
    expect(seen()).toMatchObject({ lastSaidMs: clock.nowMs(), lateByMs: 0 });
});

it("counts whom a broadcast is on its way to, until their cell has counted or it is over", async () => {
    const counts = { t: "counts", broadcast, agency: mod, iat: 1, counts: {} };
    expect((await play([manifest])).seen()?.waiting).toBe(3);
    expect((await play([manifest, counts])).seen()?.waiting).toBe(0);
    expect((await play([manifest], () => true)).seen()?.waiting).toBe(0);
});
