import type { StackError } from "../errors.ts";

const UNREACHABLE =
    /NewConnectionError|Max retries exceeded|Temporary failure in name resolution|Name or service not known|Connection refused|ConnectTimeoutError|ReadTimeoutError|ProxyError|Network is unreachable|SSLError|CERTIFICATE_VERIFY_FAILED/;

/** Tells from pip's own words why it failed; what it said last is kept. pip has no exit codes that would say more. */
export function foldPipError(output: string, path: string): StackError {
    if (/No space left on device|Errno 28/.test(output)) return { kind: "disk-full", path };
    const detail = output
        .split("\n")
        .filter((line) => /ERROR|WARNING: Retrying|Errno/.test(line))
        .slice(-2)
        .join(" ")
        .slice(0, 600);
    if (UNREACHABLE.test(output)) return { kind: "packages-unreachable", detail };
    return { kind: "packages-refused", detail: detail || output.slice(-600) };
}
