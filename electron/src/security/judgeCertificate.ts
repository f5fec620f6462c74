import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";

const serverAuthentication = "1.3.6.1.5.5.7.3.1";

export interface PresentedCertificate {
    readonly hostname: string;
    readonly pem: string;
}

/**
 * Whether a server certificate that the system does not know is one of the managed CAs' own. Strict on purpose: issued
 * directly by a certificate of the managed file (an intermediate must stand in it), inside both validity periods, for
 * this host name by its subject alternative names (RFC 9525), and for server authentication.
 */
export function isIssuedByManagedCa(
    presented: PresentedCertificate,
    managedCas: readonly X509Certificate[],
    nowMs: number,
): boolean {
    const leaf = parseCertificate(presented.pem);
    if (leaf === null || !isValidAt(leaf, nowMs) || !namesHost(leaf, presented.hostname)) return false;
    if (leaf.ca || !(leaf.keyUsage ?? []).includes(serverAuthentication)) return false;
    return managedCas.some((ca) => ca.ca && isValidAt(ca, nowMs) && leaf.checkIssued(ca) && leaf.verify(ca.publicKey));
}

/** Every certificate of a PEM file, in order; null when there is none or one does not parse or is no CA. */
export function parseManagedCas(pem: string): readonly X509Certificate[] | null {
    const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    const certificates = blocks.map(parseCertificate).filter((one) => one?.ca === true);
    return blocks.length > 0 && certificates.length === blocks.length ? (certificates as X509Certificate[]) : null;
}

function parseCertificate(pem: string): X509Certificate | null {
    try {
        return new X509Certificate(pem);
    } catch {
        return null;
    }
}

function isValidAt(certificate: X509Certificate, nowMs: number): boolean {
    return Date.parse(certificate.validFrom) <= nowMs && nowMs <= Date.parse(certificate.validTo);
}

function namesHost(leaf: X509Certificate, hostname: string): boolean {
    if (isIP(hostname) !== 0) return leaf.checkIP(hostname) !== undefined;
    return leaf.checkHost(hostname, { subject: "never", partialWildcards: false }) !== undefined;
}
