import { err, ok, type Result } from "@valise/base";

export interface CommandLine {
    readonly configFile: string | null;
    readonly userDataDir: string | null;
    readonly passwordStore: string | null;
    readonly isSandboxed: boolean;
}
export type CommandLineRefusal =
    | { readonly kind: "switch-refused"; readonly name: string }
    | { readonly kind: "value-refused"; readonly name: string };

/** Switches an installed app takes; a list of what is harmless, since the list of what is dangerous never ends. */
const known: ReadonlySet<string> = new Set([
    "config",
    "user-data-dir",
    "password-store",
    "no-update",
    "lang",
    "disable-gpu",
    "disable-dev-shm-usage",
    "ozone-platform",
    "ozone-platform-hint",
    "force-device-scale-factor",
]);
/** How Playwright attaches. They pass where Node's inspector runs already: in a copy whose fuse was set for tests. */
const debugging: ReadonlySet<string> = new Set(["inspect", "remote-debugging-port"]);
const keystores: ReadonlySet<string> = new Set(["gnome-libsecret", "kwallet", "kwallet5", "kwallet6"]);

/**
 * Reads the command line. An installed app that is given any other switch does not start: Chromium has read its
 * switches before our code runs, so stripping them would come too late. `--no-sandbox` passes for root alone, for whom
 * Chromium refuses to start without it.
 */
export function decideCommandLine(
    argv: readonly string[],
    from: { isPackaged: boolean; isRoot: boolean; isInspected: boolean },
): Result<CommandLine, CommandLineRefusal> {
    const switches = parseSwitches(argv.slice(1));
    if (from.isPackaged) {
        const passes = (name: string) =>
            known.has(name) || (name === "no-sandbox" && from.isRoot) || (debugging.has(name) && from.isInspected);
        for (const name of switches.keys()) if (!passes(name)) return err({ kind: "switch-refused", name });
        const store = switches.get("password-store");
        if (store !== undefined && !keystores.has(store)) return err({ kind: "value-refused", name: "password-store" });
    }
    return ok({
        configFile: switches.get("config") || null,
        userDataDir: switches.get("user-data-dir") || null,
        passwordStore: switches.get("password-store") || null,
        isSandboxed: !switches.has("no-sandbox"),
    });
}

/** As Chromium reads them: `-name`, `--name` and `--name=value`, up to a bare `--`; the last one of a name counts. */
function parseSwitches(args: readonly string[]): ReadonlyMap<string, string> {
    const switches = new Map<string, string>();
    for (const arg of args) {
        if (arg === "--") break;
        const match = /^--?([^=]+)(?:=(.*))?$/s.exec(arg);
        if (match?.[1] !== undefined) switches.set(match[1], match[2] ?? "");
    }
    return switches;
}

/** Variables through which the environment could loosen TLS or write its secrets down. */
export const strippedVariables = ["SSLKEYLOGFILE", "NODE_TLS_REJECT_UNAUTHORIZED", "NODE_EXTRA_CA_CERTS"] as const;
