import { expect, it } from "vitest";
import { isSearchFilter } from "./isSearchFilter.ts";

it.each([
    "(objectClass=inetOrgPerson)",
    "(&(objectClass=user)(!(userAccountControl>=2))(|(department=East*)(o=\\2a)))",
    "(cn=*)",
    "(1.2.840.113556.1.4.8=x)",
    "(cn=Morvan, Élise = née)",
])("knows the filter %s", (text) => expect(isSearchFilter(text)).toBe(true));

it.each([
    "",
    "uid=a",
    "(uid=a)(objectClass=*)",
    "(uid=a))",
    "(&(uid=a)",
    "(&)",
    "(uid=a(b)",
    "(uid=\\zz)",
    "(uid=a\\)",
    "(uid=\u0000)",
    "(userAccountControl:1.2.840.113556.1.4.803:=2)",
    "(=a)",
    `${"(!".repeat(20)}(a=b)${")".repeat(20)}`,
    `(a=${"x".repeat(3000)})`,
])("takes %j for none", (text) => expect(isSearchFilter(text)).toBe(false));
