import type { DirectoryRefusal } from "@valise/provisioning";
import {
    AuthMethodNotSupportedError,
    ConfidentialityRequiredError,
    InappropriateAuthError,
    InsufficientAccessError,
    InvalidCredentialsError,
    InvalidDNSyntaxError,
    NoSuchObjectError,
    ResultCodeError,
    StrongAuthRequiredError,
} from "ldapts";
import { ConnectionLost } from "./connectOnce.ts";

const credentials = [
    InvalidCredentialsError,
    InappropriateAuthError,
    InsufficientAccessError,
    AuthMethodNotSupportedError,
];
const networkCodes = /^(E(CONN|TIMEDOUT|HOST|NET|NOTFOUND|PIPE|ADDR|ACCES)|EAI_)|^ENOTFOUND$/;

/** What went wrong with a directory, without a word of what it said: that may name people. */
export function foldDirectoryError(error: unknown, when: "opening" | "reading"): DirectoryRefusal["kind"] {
    if (error instanceof ConnectionLost) return when === "opening" ? "unreachable" : "incomplete";
    if (error instanceof NoSuchObjectError || error instanceof InvalidDNSyntaxError) return "no-such-entry";
    if (error instanceof ConfidentialityRequiredError || error instanceof StrongAuthRequiredError) return "untrusted";
    if (when === "reading") return "incomplete";
    if (credentials.some((kind) => error instanceof kind)) return "credentials";
    // StartTLS is the only other thing that is asked for while opening.
    if (error instanceof ResultCodeError) return "untrusted";
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    // Without a code of the network it is the certificate's, or the client's own patience.
    if (networkCodes.test(code) || code === "") return "unreachable";
    return "untrusted";
}
