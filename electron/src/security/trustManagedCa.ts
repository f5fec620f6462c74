import type { X509Certificate } from "node:crypto";
import type { Session } from "electron";
import { isIssuedByManagedCa } from "./judgeCertificate.ts";

/** Chromium's own codes for the answer: trust, or keep what Chromium found. */
const accept = 0;
const keepChromiumsResult = -3;

/**
 * Adds the managed CAs to what this session trusts, for the configured homeservers only. Chromium's result stands in
 * every other case, also where it found a certificate revoked or malformed.
 */
export function trustManagedCa(
    session: Session,
    managedCas: readonly X509Certificate[],
    homeserverOrigins: readonly string[],
): void {
    const hostnames = new Set(homeserverOrigins.map((origin) => new URL(origin).hostname.replace(/^\[|\]$/g, "")));
    session.setCertificateVerifyProc(({ hostname, certificate, verificationResult }, answer) => {
        const isUnknownIssuer = verificationResult === "net::ERR_CERT_AUTHORITY_INVALID";
        const isOurs =
            isUnknownIssuer &&
            hostnames.has(hostname) &&
            isIssuedByManagedCa({ hostname, pem: certificate.data }, managedCas, Date.now());
        answer(isOurs ? accept : keepChromiumsResult);
    });
}
