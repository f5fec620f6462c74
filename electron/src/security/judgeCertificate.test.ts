import { describe, expect, it } from "vitest";
import vectors from "../../vectors/certificates.json" with { type: "json" };
import { isIssuedByManagedCa, parseManagedCas } from "./judgeCertificate.ts";

const authorities = vectors.authorities as Readonly<Record<string, string>>;

describe("isIssuedByManagedCa", () => {
    it.each(vectors.cases.map((one) => [one.trusted ? "trusts" : "refuses", one.name, one] as const))(
        "%s: %s",
        (_verdict, _name, { certificate, hostname, nowMs, trusted, authorities: names }) => {
            const managed = names.flatMap((name) => parseManagedCas(authorities[name] ?? "") ?? []);
            expect(managed).toHaveLength(names.length);
            expect(isIssuedByManagedCa({ hostname, pem: certificate }, managed, nowMs)).toBe(trusted);
        },
    );
});

describe("parseManagedCas", () => {
    it("reads every authority of a file", () => {
        expect(parseManagedCas(`${authorities.managed}\n${authorities.other}\n`)).toHaveLength(2);
    });

    it("refuses a file without one, and one that holds a server's certificate among them", () => {
        expect(parseManagedCas("")).toBeNull();
        expect(parseManagedCas("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")).toBeNull();
        expect(parseManagedCas(`${authorities.managed}\n${authorities.leaf}`)).toBeNull();
    });
});
