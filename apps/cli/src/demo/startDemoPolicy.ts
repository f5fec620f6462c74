import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { StackDescription } from "@valise/homeserver";
import { createPolicyServer } from "@valise/policyserver";
import { createPolicyTrust } from "../policy/createPolicyTrust.ts";
import { ensurePolicyKey } from "../policy/policyKeyFile.ts";
import { createClearanceTools } from "../trust/clearanceTools.ts";
import { deskFolder } from "../trust/Desk.ts";
import { demoDeskDir } from "./demoFolder.ts";

export interface DemoPolicy extends Disposable {
    urlOf(agencyId: string): string;
}

/** A policy server for each agency of a stack that is about to start; the community's bundle is there when it is there. */
export async function startDemoPolicy(dataDir: string, { agencies }: StackDescription): Promise<DemoPolicy> {
    const tools = await createClearanceTools(process.env);
    const servers = await Promise.all(
        agencies.map(async ({ id, serverName }) => {
            const dir = demoDeskDir(dataDir, id);
            const { bundle, trust } = deskFolder(dir);
            const server = createPolicyServer({
                ...{ serverName, key: ensurePolicyKey(join(dir, "policy.key")), nowS: tools.nowS },
                trust: createPolicyTrust({ bundle, trust }, tools, () => {}),
                onRefused: () => {},
            }).listen(0, "127.0.0.1");
            await once(server, "listening");
            const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
            return { id, server, url };
        }),
    );
    const urls = new Map(servers.map(({ id, url }) => [id, url]));
    return {
        urlOf: (id) => urls.get(id) ?? "",
        [Symbol.dispose]() {
            for (const { server } of servers) {
                server.close();
                server.closeAllConnections();
            }
        },
    };
}
