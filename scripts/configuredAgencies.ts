import type { ReadyAgency, ReadyLine } from "@valise/homeserver";

/** An agency as clients are configured with it: no word of administrators, accounts or secrets. */
export type ConfiguredAgency = Pick<ReadyAgency, "id" | "name" | "serverName" | "clientUrl" | "steward" | "trust">;

export const configuredAgencies = ({ agencies }: Pick<ReadyLine, "agencies">): ConfiguredAgency[] =>
    agencies.map(({ id, name, serverName, clientUrl, steward, trust }) => {
        return { id, name, serverName, clientUrl, steward, trust };
    });
