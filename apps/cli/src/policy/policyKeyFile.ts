import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { type PolicyKey, policyKeyFrom } from "@valise/policyserver";
import { badUsage } from "../output/CommandFailure.ts";
import { readSecret, writeSecretFile } from "../profile/secretFiles.ts";

/** A policy server's own key: 32 bytes in base64. It vouches for nothing but that the server was asked. Made when missing. */
export function ensurePolicyKey(path: string): PolicyKey {
    if (!existsSync(path)) writeSecretFile(path, `${randomBytes(32).toString("base64")}\n`);
    const seed = Buffer.from(readSecret(path), "base64");
    if (seed.length !== 32) throw badUsage("usage.policyKey", { path });
    return policyKeyFrom(seed);
}
