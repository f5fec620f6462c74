import type { AdminSnapshot, UserId } from "@valise/bridge";
import { createShippedRegistry } from "@valise/labels";
import { createFakeClock } from "@valise/testkit";
import { addHomeserver, createFakeAgencyServer, createFakeWorld } from "@valise/testkit/provisioning";
import { createAdminDesk } from "../src/admin/createAdminDesk.ts";
import type { AuditPin } from "../src/admin/judgeAudit.ts";

export const manifest = `valise: 1
revision: 3
community: demo
agencies:
  mfa: { name: Foreign Ministry, server: mfa.example, ceiling: FR/S }
  mod: { name: Defence, server: mod.example, ceiling: FR/S }
accounts:
  - { agency: mfa, csv: people.csv }
spaces:
  mfa: { agency: mfa, name: Foreign Ministry, members: ["agency:mfa"] }
rooms:
  notices: { agency: mfa, space: mfa, name: Notices, members: ["agency:mfa"], retention: 30d }
`;
export const people = "user,name,expires\nana,Ana Lemos,2031-01-31\nluc,Luc Petit,\n";
export const ana = "@ana:mfa.example" as UserId;

export const folder = (files: Readonly<Record<string, string>>, main: string | null = null) => ({
    files: Object.entries(files).map(([path, text]) => ({ path, file: new Blob([text]) })),
    main,
});
export const demo = folder({ "valise.yaml": manifest, "people.csv": people });
export const whole = { allowDestroy: [], targets: [] };
export const careful = { ...whole, breakLock: false };

/** The administrator of a server without anything on it, in a world of three. */
export function openDesk(serverName = "mfa.example") {
    const world = createFakeWorld();
    for (const name of ["mfa.example", "mod.example", "other.example"]) addHomeserver(world, name);
    const said: Partial<AdminSnapshot>[] = [];
    let pin: AuditPin | null = null;
    const desk = createAdminDesk({
        auditPin: {
            read: async () => pin,
            write: async (next) => {
                pin = next;
            },
        },
        ...{ clock: createFakeClock(), registry: createShippedRegistry(), me: `@admin:${serverName}`, serverName },
        ...{ process: "this", community: "demo", report: (progress) => void said.push(progress) },
        openServer: (_community, initialPassword) => {
            const server = createFakeAgencyServer(world, serverName);
            const perform: typeof server.perform = (command) => {
                if (command.kind === "create-account") initialPassword?.(command.userId);
                return server.perform(command);
            };
            return { ...server, perform };
        },
    });
    return { world, desk, said, fake: world.servers.get(serverName) };
}
