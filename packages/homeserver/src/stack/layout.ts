import { join, resolve } from "node:path";

/** Where everything of one stack lies inside its data folder. The runtime (virtual environment) may lie elsewhere. */
export interface StackLayout {
    readonly dataDir: string;
    readonly lockFile: string;
    /** Which profile the folder was made with; its databases are of that kind. */
    readonly profileFile: string;
    readonly portsFile: string;
    readonly stateFile: string;
    readonly controlTokenFile: string;
    /** Reserved: keys of the demonstration's community, written by whoever sets it up. */
    readonly trustDir: string;
    readonly tlsDir: string;
    readonly caFile: string;
    agency(id: string): AgencyLayout;
}

export interface AgencyLayout {
    readonly dir: string;
    readonly configFile: string;
    readonly logConfigFile: string;
    readonly logFile: string;
    readonly consoleFile: string;
    readonly databaseFile: string;
    readonly signingKeyFile: string;
    readonly mediaDir: string;
    readonly pidFile: string;
    readonly certificateFile: string;
    readonly keyFile: string;
    readonly registrationSecretFile: string;
    readonly macaroonSecretFile: string;
    readonly formSecretFile: string;
    readonly adminTokenFile: string;
    readonly accountsFile: string;
    passwordFile(localpart: string): string;
    /** Reserved: written by whoever sets up the account's identity, not by the stack. */
    recoveryFile(localpart: string): string;
}

export function stackLayout(folder: string): StackLayout {
    // Synapse runs in its own folder, so every path it reads has to be absolute.
    const dataDir = resolve(folder);
    const tlsDir = join(dataDir, "tls");
    return {
        dataDir,
        lockFile: join(dataDir, "lock.json"),
        profileFile: join(dataDir, "profile"),
        portsFile: join(dataDir, "ports.json"),
        stateFile: join(dataDir, "running.json"),
        controlTokenFile: join(dataDir, "control-token"),
        trustDir: join(dataDir, "trust"),
        tlsDir,
        caFile: join(tlsDir, "ca.pem"),
        agency: (id) => agencyLayout(join(dataDir, "agencies", id), tlsDir, id),
    };
}

function agencyLayout(dir: string, tlsDir: string, id: string): AgencyLayout {
    const secrets = join(dir, "secrets");
    // A localpart may hold a slash, which must not leave the folder.
    const fileName = (localpart: string) => encodeURIComponent(localpart);
    return {
        dir,
        configFile: join(dir, "homeserver.yaml"),
        logConfigFile: join(dir, "log.yaml"),
        logFile: join(dir, "homeserver.log"),
        consoleFile: join(dir, "console.log"),
        databaseFile: join(dir, "homeserver.db"),
        signingKeyFile: join(secrets, "signing.key"),
        mediaDir: join(dir, "media"),
        pidFile: join(dir, "process.json"),
        certificateFile: join(tlsDir, `${id}.pem`),
        keyFile: join(tlsDir, `${id}.key`),
        registrationSecretFile: join(secrets, "registration"),
        macaroonSecretFile: join(secrets, "macaroon"),
        formSecretFile: join(secrets, "form"),
        adminTokenFile: join(secrets, "admin-token"),
        accountsFile: join(dir, "accounts.json"),
        passwordFile: (localpart) => join(dir, "users", `${fileName(localpart)}.password`),
        recoveryFile: (localpart) => join(dir, "users", `${fileName(localpart)}.recovery`),
    };
}
