import { join } from "node:path";
import type { ScaleFiles } from "../scale/scaleFiles.ts";
import type { AgencyLayout } from "../stack/layout.ts";

/** Where a homeserver's files lie on a machine of its own: configuration, data and sockets apart (FHS 3.0). */
const CONFIG = "/etc/valise/homeserver";
const DATA = "/var/lib/valise";
const LOGS = "/var/log/valise";
const SOCKETS = "/run/valise";

export const systemFiles: AgencyLayout = {
    dir: DATA,
    configFile: join(CONFIG, "homeserver.yaml"),
    logConfigFile: join(CONFIG, "log.yaml"),
    logFile: join(LOGS, "homeserver.log"),
    consoleFile: join(LOGS, "console.log"),
    databaseFile: join(DATA, "homeserver.db"),
    signingKeyFile: join(CONFIG, "secrets", "signing.key"),
    mediaDir: join(DATA, "media"),
    pidFile: join(SOCKETS, "process.json"),
    certificateFile: join(CONFIG, "tls", "fullchain.pem"),
    keyFile: join(CONFIG, "tls", "privkey.pem"),
    registrationSecretFile: join(CONFIG, "secrets", "registration"),
    macaroonSecretFile: join(CONFIG, "secrets", "macaroon"),
    formSecretFile: join(CONFIG, "secrets", "form"),
    adminTokenFile: join(CONFIG, "secrets", "admin-token"),
    accountsFile: join(DATA, "accounts.json"),
    passwordFile: (localpart) => join(DATA, "users", `${encodeURIComponent(localpart)}.password`),
    recoveryFile: (localpart) => join(DATA, "users", `${encodeURIComponent(localpart)}.recovery`),
};

export const systemScaleFiles: ScaleFiles = {
    groupFile: join(CONFIG, "group.json"),
    nginxFile: join(CONFIG, "nginx.conf"),
    nginxDir: join(DATA, "nginx"),
    postgresDir: "/var/lib/postgresql",
    socketDir: SOCKETS,
    replicationSecretFile: join(CONFIG, "secrets", "replication"),
    workerFile: (name) => join(CONFIG, `${name}.yaml`),
    workerLogConfigFile: (name) => join(CONFIG, `${name}.log.yaml`),
    workerLogFile: (name) => join(LOGS, `${name}.log`),
    socket: (name) => join(SOCKETS, `${name}.sock`),
};
