import { join } from "node:path";
import { _electron, type ElectronApplication, type Page } from "@playwright/test";
import type { AgencySnapshot, CommunityTrustSnapshot } from "@valise/bridge";
import type { Display } from "./createDisplay.ts";
import type { Stage } from "./createStage.ts";

type ConfiguredAgency = Pick<
    AgencySnapshot,
    "id" | "name" | "serverName" | "clientUrl" | "steward" | "trust" | "alarms"
>;

export interface LaunchOptions {
    /** Profiles of one name share a home folder and a keyring. */
    readonly profile?: string;
    readonly keyring?: "unlocked" | "locked" | "none";
    readonly keyringPassword?: string;
    /** Origins of the configured homeservers, each of an agency without a name of its own. */
    readonly clientUrls?: readonly string[];
    /** The configured agencies, where the page is to reach real ones. */
    readonly agencies?: readonly ConfiguredAgency[];
    /** First trust of their community; without it nothing is labelled, and no broadcast counts. */
    readonly trust?: CommunityTrustSnapshot | null;
    readonly caFile?: string;
    readonly args?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
    /** The folder of the page; the fixture unless said otherwise. */
    readonly page?: string;
    /** The executable of a packaged app; the development build unless said otherwise. */
    readonly program?: string;
}

export interface RunningApp extends AsyncDisposable {
    readonly electron: ElectronApplication;
    readonly page: Page;
    readonly profileFolder: string;
    /** What the app wrote to stderr so far. */
    stderr(): string;
    close(): Promise<void>;
}

/** The command line and environment of one start; as an ordinary user, with the sandbox. */
export function describeLaunch(stage: Stage, display: Display, options: LaunchOptions) {
    const home = stage.makeFolder(`home-${options.profile ?? "first"}`);
    const clientUrls = options.clientUrls ?? ["http://127.0.0.1:9"];
    const config = stage.writeFile(
        `config-${options.profile ?? "first"}.json`,
        JSON.stringify({
            version: 1,
            agencies: options.agencies ?? clientUrls.map(nameAgency),
            ...(options.trust == null ? {} : { trust: options.trust }),
            ...(options.caFile === undefined ? {} : { caFile: options.caFile }),
            serviceDesk: "+49 30 0000",
        }),
    );
    const profileFolder = join(home, "profile");
    return {
        profileFolder,
        executablePath: join(stage.folder, "support", "asOrdinaryUser.sh"),
        args: [
            ...(options.program === undefined ? [stage.appFolder] : []),
            `--user-data-dir=${profileFolder}`,
            `--config=${config}`,
            ...(options.args ?? []),
        ],
        env: {
            // Programs that the app may call are stood in for here by tests.
            PATH: `${join(stage.folder, "bin")}:${process.env.PATH ?? ""}`,
            LANG: "C.UTF-8",
            LANGUAGE: "en",
            HOME: home,
            DISPLAY: display.name,
            VALISE_PAGE: options.page ?? stage.fixtureFolder,
            VALISE_TEST_UID: String(stage.uid),
            VALISE_TEST_SUPPORT: join(stage.folder, "support"),
            VALISE_TEST_PROGRAM: options.program ?? join(stage.electronFolder, "electron"),
            VALISE_TEST_KEYRING: options.keyring ?? "unlocked",
            VALISE_TEST_PASSWORD: options.keyringPassword ?? "open sesame",
            ...options.env,
        },
    };
}

const nameAgency = (clientUrl: string, at: number): ConfiguredAgency => ({
    id: `agency-${at}`,
    name: `Agency ${at}`,
    serverName: `agency-${at}.example`,
    clientUrl,
});

/** Starts the app with its first window. */
export async function launchApp(stage: Stage, display: Display, options: LaunchOptions = {}): Promise<RunningApp> {
    const { profileFolder, ...launch } = describeLaunch(stage, display, options);
    const electron = await _electron.launch({ ...launch, cwd: stage.folder, chromiumSandbox: true, timeout: 120_000 });
    let stderr = "";
    electron.process().stderr?.on("data", (chunk: Buffer) => {
        stderr += chunk.toString();
    });
    const page = await electron.firstWindow();
    if (options.page === undefined) await page.locator("#state[data-ready]").waitFor();
    const close = async () => {
        await electron.close();
    };
    return { electron, page, profileFolder, stderr: () => stderr, close, [Symbol.asyncDispose]: close };
}
