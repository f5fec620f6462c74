import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** What a test needs from the system, and the Debian packages that bring it. */
export interface SystemNeed {
    readonly what: string;
    readonly present: () => boolean;
    readonly packages: readonly string[];
}

const hasPackage = (name: string) => spawnSync("dpkg", ["-s", name], { stdio: "ignore" }).status === 0;

export const systemNeeds: readonly SystemNeed[] = [
    { what: "Chromium", present: () => existsSync("/usr/bin/chromium"), packages: ["chromium"] },
    {
        what: "PostgreSQL, Redis and nginx for the scaled-out homeserver",
        present: () => ["postgresql", "redis-server", "nginx-light"].every(hasPackage),
        packages: ["postgresql", "redis-server", "nginx-light"],
    },
    {
        what: "OpenLDAP's server for directories of people",
        present: () => ["slapd", "openssl"].every(hasPackage),
        packages: ["slapd", "openssl"],
    },
    {
        what: "a virtual display and a keyring for the desktop app",
        present: () =>
            ["xvfb", "gnome-keyring", "dbus-x11", "libgtk-3-0", "libxss1", "libsecret-1-0", "xdotool", "openssl"].every(
                hasPackage,
            ),
        packages: [
            ...["xvfb", "xauth", "unzip", "libgtk-3-0", "libnss3", "libasound2", "libgbm1", "libxss1", "libsecret-1-0"],
            ...["libnotify4", "libxtst6", "gnome-keyring", "dbus", "dbus-x11", "xdotool", "openssl"],
        ],
    },
];

/** Installs what is missing when it may; else says in one sentence what to install, and throws. */
export function ensureDebian(needs: readonly SystemNeed[] = systemNeeds): void {
    const missing = needs.filter((need) => !need.present());
    if (missing.length === 0) return;
    const packages = [...new Set(missing.flatMap((need) => need.packages))];
    const what = missing.map((need) => need.what).join(" and ");
    const command = `apt-get install -y ${packages.join(" ")}`;
    if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
        throw new Error(`The tests need ${what}. Install it as an administrator: ${command}`);
    }
    console.log(`Installing ${what} from Debian's packages…`);
    apt("update", "-qq");
    apt("install", "-y", "-qq", "--no-install-recommends", ...packages);
    const still = needs.filter((need) => !need.present());
    if (still.length > 0)
        throw new Error(`${still.map((need) => need.what).join(" and ")} is missing after: ${command}`);
}

function apt(...args: string[]): void {
    const { status, stderr } = spawnSync("apt-get", args, {
        // Single-user runlevel: Debian then starts none of the services it installs.
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" },
        encoding: "utf8",
    });
    if (status !== 0) throw new Error(`apt-get ${args[0]} failed: ${stderr.trim().split("\n").at(-1)}`);
}
