import { err, ok, type Result } from "@valise/base";
import { z } from "zod";
import { type AgencyDescription, userIdOf } from "../description/stackDescription.ts";
import type { StackError } from "../errors.ts";
import { ensureSecret, readJsonIfPresent, readTextIfPresent, writeFileAtomic } from "../process/files.ts";
import type { AgencyLayout } from "../stack/layout.ts";
import { isTokenGood, logIn, registerAccount } from "./adminApi.ts";

/** The administrator's account of each agency; its token stands in `adminTokenFile`. */
export const ADMIN_LOCALPART = "admin";

/**
 * Makes the accounts that are missing. Passwords are random, in files of mode 0600, written *before* the account is
 * made, so that a kill in between leaves an account whose password is known.
 */
export async function ensureAccounts(
    agency: AgencyDescription,
    files: AgencyLayout,
    adminUrl: string,
): Promise<Result<void, StackError>> {
    const sharedSecret = ensureSecret(files.registrationSecretFile);
    const made = new Set(z.array(z.string()).safeParse(readJsonIfPresent(files.accountsFile)).data ?? []);
    const own = { localpart: ADMIN_LOCALPART, displayName: "Administrator", admin: true };
    // A description that names the administrator says their clearance, not that there are two.
    const wanted = [own, ...agency.users.filter(({ localpart }) => localpart !== ADMIN_LOCALPART)];
    for (const user of wanted) {
        const password = ensureSecret(files.passwordFile(user.localpart), 18);
        if (made.has(user.localpart)) continue;
        const registered = await registerAccount(adminUrl, sharedSecret, { ...user, password });
        if (!registered.ok && registered.error.code !== "M_USER_IN_USE") {
            return err({ kind: "account-refused", userId: userIdOf(agency, user), ...registered.error });
        }
        if (registered.ok && user.localpart === ADMIN_LOCALPART) {
            writeFileAtomic(files.adminTokenFile, `${registered.value}\n`);
        }
        made.add(user.localpart);
    }
    writeFileAtomic(files.accountsFile, JSON.stringify([...made]));
    return ensureAdminToken(agency, files, adminUrl);
}

async function ensureAdminToken(
    agency: AgencyDescription,
    files: AgencyLayout,
    adminUrl: string,
): Promise<Result<void, StackError>> {
    const token = readTextIfPresent(files.adminTokenFile)?.trim();
    if (token && (await isTokenGood(adminUrl, token))) return ok();
    const userId = userIdOf(agency, { localpart: ADMIN_LOCALPART });
    const fresh = await logIn(adminUrl, userId, ensureSecret(files.passwordFile(ADMIN_LOCALPART), 18));
    if (!fresh.ok) return err({ kind: "account-refused", userId, ...fresh.error });
    writeFileAtomic(files.adminTokenFile, `${fresh.value}\n`);
    return ok();
}
