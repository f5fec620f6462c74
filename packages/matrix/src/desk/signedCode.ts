import { type StatementWire, type TrustContext, verifyStatement } from "@valise/clearance";
import type { SignatureRequest } from "@valise/clearance/desk";

/**
 * Why what all are said to have signed is not so by this device's trust data (clearance SPEC 7.3); null: every signature
 * holds, and shows the roles that were asked. Whether the room takes it is judged when it is filed.
 */
export async function signedCode(
    statement: StatementWire,
    { audience, role, signers }: Pick<SignatureRequest, "audience" | "role" | "signers">,
    context: TrustContext | null,
    /** Who says that they are one of the signers. */
    sender: string | null = null,
): Promise<string | null> {
    if (context === null) return "TRUST_MISSING";
    const verified = await verifyStatement(statement, statement.kind, audience, context);
    if (!verified.ok) return verified.error.code;
    const { by } = verified.value;
    if (!by.every(({ roles }) => role.split(" ").every((each) => roles.includes(each)))) return "STM_ROLE";
    const isOneOf = sender === null || by.some(({ sub }) => sub === sender);
    return by.length >= signers && isOneOf ? null : "STM_SIGNERS";
}
