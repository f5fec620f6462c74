/** The systemd unit of a service, for the command line it was asked with; secrets stay in files its account may read. */
export function formatUnit(about: string, account: string, args: readonly string[]): string {
    const kept = args.filter((arg) => arg !== "--print-unit");
    return `[Unit]
Description=${about}
Wants=network-online.target
After=network-online.target

[Service]
ExecStart=/usr/bin/env valise ${kept.map(quote).join(" ")}
User=${account}
Restart=always
RestartSec=10
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
StateDirectory=${account}
WorkingDirectory=%S/${account}
ReadWritePaths=%S/${account}
RestrictAddressFamilies=AF_INET AF_INET6
SystemCallFilter=@system-service
UMask=0077

[Install]
WantedBy=multi-user.target`;
}

/** systemd's own quoting: `%` and `$` would be expanded. */
function quote(arg: string): string {
    const text = arg.replaceAll("%", "%%").replaceAll("$", () => "$$");
    return /^[A-Za-z0-9@%_+=:,./!$-]+$/.test(text) ? text : `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
