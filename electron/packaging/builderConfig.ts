import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Configuration } from "electron-builder";
import { setFuses } from "./fuses.ts";

export interface BuilderParts {
    readonly appFolder: string;
    readonly outputFolder: string;
    readonly electronFolder: string;
    readonly electronVersion: string;
    /** Built from the pinned test runtime: the name of every artefact says that it is no release. */
    readonly isTestBuild: boolean;
}

/** How the unpacked app, the deb and the AppImage are built. Nothing is published and nothing updates itself. */
export function builderConfig(parts: BuilderParts): Configuration {
    return {
        appId: "org.valise.desktop",
        productName: "Valise",
        directories: { app: parts.appFolder, output: parts.outputFolder },
        electronDist: parts.electronFolder,
        electronVersion: parts.electronVersion,
        electronLanguages: ["en-US", "fr", "de"],
        files: ["**/*"],
        extraFiles: [{ from: join(import.meta.dirname, "../../LICENSE"), to: "LICENSE" }],
        asar: true,
        // Both bundles hold all they need: no dependency is looked for and none is packed.
        beforeBuild: async () => false,
        publish: null,
        compression: "normal",
        artifactName: `\${name}_\${version}_\${arch}${parts.isTestBuild ? "_test-runtime" : ""}.\${ext}`,
        afterPack: async ({ appOutDir }) => {
            // What a plain Electron folder holds to run any app it is given.
            await rm(join(appOutDir, "resources", "default_app.asar"), { force: true });
            await rm(join(appOutDir, "version"), { force: true });
            await setFuses(join(appOutDir, "valise"), parts.isTestBuild);
        },
        linux: {
            executableName: "valise",
            icon: join(import.meta.dirname, "icons"),
            syncDesktopName: true,
            category: "Network;InstantMessaging",
            synopsis: "Encrypted messenger for several agencies in one crisis",
            maintainer: "The Valise authors <packages@valise.invalid>",
            desktop: { entry: { StartupWMClass: "Valise", Comment: "Encrypted messages between agencies" } },
        },
        deb: { packageCategory: "net", recommends: ["gnome-keyring | kwalletmanager"] },
    };
}
