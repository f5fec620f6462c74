#!/usr/bin/env node
// Stands in for fpm where it cannot be downloaded: understands what electron-builder passes for a deb, builds it with
// dpkg-deb. Plain JavaScript, since electron-builder starts it by its path with whatever Node is found.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const flags = new Set(["--force", "--debug"]);
const repeated = new Map([
    ["-d", []],
    ["--deb-recommends", []],
]);
const single = new Map();
const mappings = [];
const args = process.argv.slice(2);
for (let at = 0; at < args.length; at += 1) {
    const arg = args[at];
    if (flags.has(arg)) continue;
    if (!arg.startsWith("-")) mappings.push(arg);
    else {
        at += 1;
        if (repeated.has(arg)) repeated.get(arg).push(args[at]);
        else single.set(arg, args[at]);
    }
}
if (single.get("-s") !== "dir" || single.get("-t") !== "deb") {
    process.stderr.write("fpmDeb: builds a deb from folders only\n");
    process.exit(2);
}

const root = mkdtempSync(join(tmpdir(), "valise-deb-"));
try {
    for (const mapping of mappings) placeFile(mapping);
    chmodSync(root, 0o755);
    const control = join(root, "DEBIAN");
    mkdirSync(control);
    writeFileSync(join(control, "control"), formatControl());
    writeFileSync(join(control, "md5sums"), listSums());
    for (const [option, name] of [
        ["--before-install", "preinst"],
        ["--after-install", "postinst"],
        ["--before-remove", "prerm"],
        ["--after-remove", "postrm"],
    ])
        if (single.has(option)) {
            copyFileSync(single.get(option), join(control, name));
            chmodSync(join(control, name), 0o755);
        }
    execFileSync("find", [root, "-type", "d", "-exec", "chmod", "755", "{}", "+"]);
    const compression = single.get("--deb-compression") ?? "xz";
    const output = single.get("--package") ?? single.get("-p");
    execFileSync("dpkg-deb", [`-Z${compression}`, "-z1", "--root-owner-group", "--build", root, output], {
        stdio: "inherit",
    });
} finally {
    rmSync(root, { recursive: true, force: true });
}

function placeFile(mapping) {
    const split = mapping.lastIndexOf("=");
    const [from, to] = [mapping.slice(0, split), join(root, mapping.slice(split + 1))];
    mkdirSync(dirname(to), { recursive: true });
    if (from.endsWith("/")) cpSync(from, to, { recursive: true, verbatimSymlinks: true });
    else {
        copyFileSync(from, to);
        chmodSync(to, 0o644);
    }
}

function formatControl() {
    const [synopsis, ...long] = (single.get("--description") ?? "").split("\n").map((line) => line.trim());
    const sizeKb = execFileSync("du", ["-sk", root], { encoding: "utf8" }).split("\t")[0];
    const fields = {
        Package: single.get("--name"),
        Version: single.get("--version"),
        Architecture: single.get("--architecture"),
        Maintainer: single.get("--maintainer"),
        Vendor: single.get("--vendor"),
        License: single.get("--license"),
        Homepage: single.get("--url"),
        Section: single.get("--category"),
        Priority: single.get("--deb-priority"),
        "Installed-Size": sizeKb,
        Depends: repeated.get("-d").join(", "),
        Recommends: repeated.get("--deb-recommends").join(", "),
    };
    const lines = Object.entries(fields).filter(([, value]) => value);
    const description = [`Description: ${synopsis}`, ...long.map((line) => ` ${line || "."}`)];
    return `${[...lines.map(([name, value]) => `${name}: ${value}`), ...description].join("\n")}\n`;
}

function listSums() {
    const list = "find . -path ./DEBIAN -prune -o -type f -print0 | sort -z | xargs -0 md5sum | sed 's#  \\./#  #'";
    return execFileSync("sh", ["-c", list], { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 });
}
