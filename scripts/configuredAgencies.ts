import type { ReadyAgency, ReadyLine } from "@valise/homeserver";

/**
 * An agency as clients are configured with it: no word of accounts or secrets. This machine is its administrator's too, so the
 * address of the admin API is in it.
 */
export type ConfiguredAgency = Pick<
    ReadyAgency,
    "id" | "name" | "serverName" | "clientUrl" | "adminUrl" | "steward" | "trust"
>;

export const configuredAgencies = ({ agencies }: Pick<ReadyLine, "agencies">): ConfiguredAgency[] =>
    agencies.map(({ id, name, serverName, clientUrl, adminUrl, steward, trust }) => {
        return { id, name, serverName, clientUrl, adminUrl, steward, trust };
    });
