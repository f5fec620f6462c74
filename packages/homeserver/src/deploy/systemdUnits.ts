import { systemFiles, systemScaleFiles } from "./systemLayout.ts";

/** What every unit of ours shares (systemd.exec(5)): no new privileges, nothing writable but its own folders. */
const hardening = `User=valise
Group=valise
UMask=0027
NoNewPrivileges=yes
CapabilityBoundingSet=
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
RestrictSUIDSGID=yes
RestrictRealtime=yes
RestrictNamespaces=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
Restart=on-failure
RestartSec=2s`;
const folders = `RuntimeDirectory=valise
RuntimeDirectoryPreserve=yes
RuntimeDirectoryMode=0750
StateDirectory=valise
LogsDirectory=valise`;
const python = "/opt/valise/synapse/bin/python -B -m";

const service = (about: string, wants: string, body: string) => `[Unit]
Description=${about}
${wants}
PartOf=valise.target

[Service]
Environment=PYTHONPATH=/opt/valise/python
${body}
${hardening}

[Install]
WantedBy=valise.target
`;

/** The units of one homeserver by file name. PostgreSQL, Redis and nginx run as their distribution's own units. */
export function systemdUnits(workerNames: readonly string[]): ReadonlyMap<string, string> {
    const { configFile } = systemFiles;
    const workers = workerNames.map((name) => `valise-worker@${name}.service`).join(" ");
    const target = `[Unit]
Description=Valise homeserver
Wants=valise-main.service ${workers}

[Install]
WantedBy=multi-user.target
`;
    const main = service(
        "Valise homeserver, main process",
        "After=network-online.target postgresql.service redis-server.service\nWants=network-online.target\nRequires=postgresql.service redis-server.service",
        `ExecStart=${python} synapse.app.homeserver -c ${configFile}\n${folders}\nTimeoutStartSec=5min`,
    );
    const worker = service(
        "Valise homeserver, worker %i",
        "After=valise-main.service\nRequires=valise-main.service",
        `ExecStart=${python} synapse.app.generic_worker -c ${configFile} -c ${systemScaleFiles.workerFile("%i")}\n${folders}`,
    );
    return new Map([
        ["valise.target", target],
        ["valise-main.service", main],
        ["valise-worker@.service", worker],
    ]);
}
