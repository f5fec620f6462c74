import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface CertificateFiles {
    readonly key: string;
    /** The certificate, and what follows it in the chain. */
    readonly cert: string;
}

/** Certificates as an agency's own authority would issue them, and as it never would. Needs openssl. */
export function createCertificates(folder: string) {
    const file = (name: string) => join(folder, name);
    const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
    const read = (name: string) => readFileSync(file(name), "utf8");
    const makeKey = (name: string) =>
        openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", `${name}.key`);

    const makeRoot = (name: string) => {
        makeKey(name);
        const extensions = ["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign"];
        openssl(
            "req",
            "-x509",
            "-new",
            "-key",
            `${name}.key`,
            "-subj",
            `/CN=${name}`,
            "-days",
            "30",
            ...extensions,
            "-out",
            `${name}.pem`,
        );
    };
    const issue = (name: string, issuer: string, extensions: string, ...validity: string[]) => {
        makeKey(name);
        openssl("req", "-new", "-key", `${name}.key`, "-subj", `/CN=${name}`, "-out", `${name}.csr`);
        writeFileSync(file(`${name}.ext`), extensions);
        const signing = [
            "-CA",
            `${issuer}.pem`,
            "-CAkey",
            `${issuer}.key`,
            "-CAcreateserial",
            "-extfile",
            `${name}.ext`,
        ];
        openssl(
            "x509",
            "-req",
            "-in",
            `${name}.csr`,
            ...signing,
            ...(validity.length > 0 ? validity : ["-days", "30"]),
            "-out",
            `${name}.pem`,
        );
    };
    const server = (host: string) =>
        `subjectAltName=DNS:${host}\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n`;
    const filesOf = (name: string, chain = ""): CertificateFiles => ({
        key: read(`${name}.key`),
        cert: read(`${name}.pem`) + chain,
    });

    makeRoot("managed-ca");
    makeRoot("other-ca");
    issue("good", "managed-ca", server("localhost"));
    issue("expired", "managed-ca", server("localhost"), "-days", "-1");
    issue("wrong-host", "managed-ca", server("elsewhere.example"));
    issue("other", "other-ca", server("localhost"));
    issue("intermediate", "managed-ca", "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n");
    issue("below", "intermediate", server("localhost"));
    makeKey("self");
    openssl(
        "req",
        "-x509",
        "-new",
        "-key",
        "self.key",
        "-subj",
        "/CN=localhost",
        "-days",
        "30",
        "-addext",
        "subjectAltName=DNS:localhost",
        "-addext",
        "extendedKeyUsage=serverAuth",
        "-addext",
        "basicConstraints=CA:FALSE",
        "-out",
        "self.pem",
    );
    return {
        managedCa: read("managed-ca.pem"),
        good: filesOf("good"),
        selfSigned: filesOf("self"),
        expired: filesOf("expired"),
        wrongHost: filesOf("wrong-host"),
        otherAuthority: filesOf("other"),
        /** An intermediate that the administrator has not named: revoked or not, it is not trusted. */
        viaIntermediate: filesOf("below", read("intermediate.pem")),
    };
}
