import { expect, it } from "vitest";
import { normalDn } from "./distinguishedName.ts";

it.each([
    ["uid=claire,ou=People,dc=mfa", "UID = Claire , OU=people,DC=MFA"],
    ["cn=Morvan\\, Claire,dc=mfa", "cn=morvan\\2C claire,dc=mfa"],
    ["cn=a+uid=b,dc=mfa", "uid=b+cn=a,dc=mfa"],
    ["cn=\\C3\\A9lise,dc=mfa", "cn=élise,dc=mfa"],
    ["cn=a  b,dc=mfa", "cn=a b,dc=mfa"],
])("takes %s and %s for one name", (one, other) => {
    expect(normalDn(one)).not.toBeNull();
    expect(normalDn(one)).toBe(normalDn(other));
});

it.each([
    ["cn=a\\,dc=b,dc=mfa", "cn=a,dc=b,dc=mfa"],
    ["cn=a\\+uid=b,dc=mfa", "cn=a+uid=b,dc=mfa"],
    ["cn=a\\ ,dc=mfa", "cn=a,dc=mfa"],
])("tells %s from %s", (one, other) => expect(normalDn(one)).not.toBe(normalDn(other)));

it.each(["", "claire", "cn=a,,dc=b", "cn=\\ff,dc=b", "=a", "cn"])("takes %j for none", (text) =>
    expect(normalDn(text)).toBeNull(),
);
