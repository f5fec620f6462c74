import { expect, it } from "vitest";
import { decideProofAddress, decideSignInAddress } from "./decideSignInAddress.ts";

const agencies = [{ clientUrl: "https://matrix.mfa.example/" }, { clientUrl: "http://127.0.0.1:8080" }];
const path = "/_matrix/client/v3/login/sso/redirect/";

it.each(["https://matrix.mfa.example", "http://127.0.0.1:8080"])(
    "opens the sign-in of %s at its provider",
    (server) => {
        const address = `${server}${path}oidc-agency?redirectUrl=`;
        expect(decideSignInAddress(address, agencies)).toBe(address);
    },
);

it.each([
    `https://evil.example${path}oidc-agency?redirectUrl=`,
    `https://matrix.mfa.example.evil.example${path}oidc-agency?redirectUrl=`,
    `https://matrix.mfa.example@evil.example${path}oidc-agency?redirectUrl=`,
    `https://matrix.mfa.example${path}../../../other?redirectUrl=`,
    `https://matrix.mfa.example${path}oidc-agency?redirectUrl=https://evil.example`,
    `https://matrix.mfa.example${path}oidc-agency`,
    `https://matrix.mfa.example${path}?redirectUrl=`,
    "file:///etc/passwd",
    "",
])("refuses %s", (address) => {
    expect(decideSignInAddress(address, agencies)).toBeUndefined();
});

const proof = "/_matrix/client/v3/auth/m.login.sso/fallback/web?prompt=login&session=";

it.each(["https://matrix.mfa.example", "http://127.0.0.1:8080"])(
    "opens the page of %s at which a person shows that it is them",
    (server) => {
        const address = `${server}${proof}XyZabcDEF123`;
        expect(decideProofAddress(address, agencies)).toBe(address);
    },
);

it.each([
    `https://evil.example${proof}abc`,
    `https://matrix.mfa.example@evil.example${proof}abc`,
    `https://matrix.mfa.example${proof}`,
    `https://matrix.mfa.example${proof}abc&other=1`,
    `https://matrix.mfa.example${proof}abc/../x`,
    `https://matrix.mfa.example${path}oidc-agency?redirectUrl=`,
    "https://matrix.mfa.example/_matrix/client/v3/auth/m.login.password/fallback/web?session=abc",
    "",
])("shows nobody who they are at %s", (address) => {
    expect(decideProofAddress(address, agencies)).toBeUndefined();
    expect(decideSignInAddress(`https://matrix.mfa.example${proof}abc`, agencies)).toBeUndefined();
});
