/**
 * A person's first sign-in, in a process of its own that a test may kill at any moment; started again, it goes on.
 * Arguments: profile folder, agency's server name, client address, user id, password file. Prints the device's id when ready.
 */
import { readFileSync } from "node:fs";
import type { SessionPhase, SessionSnapshot } from "@valise/bridge";
import { createNodeEngine } from "@valise/matrix/node";

const [profileDir = "", serverName = "", clientUrl = "", user = "", passwordFile = ""] = process.argv.slice(2);

const engine = await createNodeEngine({ profileDir, storeKey: new Uint8Array(32).fill(9) });
const agencies = [{ id: "a", name: serverName, serverName, clientUrl }];
await engine.commands.start({ agencies, protection: null });
if ((await reached("signed-out", "signing-in", "recovery-to-save", "ready")).phase === "signed-out") {
    const password = readFileSync(passwordFile, "utf8").trim();
    const answer = await engine.commands.signIn({ agencyId: "a", user, password, deviceName: "test" });
    if (!answer.ok) throw new Error(answer.error.kind);
}
if ((await reached("recovery-to-save", "ready")).phase === "recovery-to-save") await engine.commands.recoverySaved({});
const { deviceId } = await reached("ready");
process.stdout.write(`${deviceId}\n`);
await engine.close();
process.exit(0);

function reached(...wanted: SessionPhase[]): Promise<SessionSnapshot> {
    return new Promise((done) => {
        engine.subscribe({ topic: "session" }, (session) => {
            if (wanted.includes(session.phase)) done(session);
        });
    });
}
