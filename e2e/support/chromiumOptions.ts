/** Debian's Chromium, kept from talking to anyone but this machine. Root has no user namespaces for its sandbox. */
export const chromiumOptions = {
    executablePath: process.env.VALISE_CHROMIUM ?? "/usr/bin/chromium",
    args: [
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ],
};
