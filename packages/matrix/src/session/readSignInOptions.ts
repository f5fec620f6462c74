import { type Clock, err, ok, type Result } from "@valise/base";
import type { AgencySnapshot, EngineFailure, EngineOutput } from "@valise/bridge";
import type { MatrixHttp } from "../http/createMatrixHttp.ts";
import { foldFailure } from "../http/foldFailure.ts";
import { asArray, asObject, asString, clip } from "../json.ts";

const MAX_PROVIDERS = 16;

/** The ways in that a homeserver offers (client-server 5.3, 5.5): its password form, and providers a browser is sent to. */
export async function readSignInOptions(
    http: MatrixHttp,
    agency: AgencySnapshot,
    clock: Clock,
): Promise<Result<EngineOutput<"signInOptions">, EngineFailure>> {
    const answer = await http.request("GET", "/_matrix/client/v3/login", { withoutToken: true });
    if (!answer.ok) return err(foldFailure(answer.error, clock));
    const flows = asArray(answer.value.flows).map(asObject);
    const sso = flows.find((flow) => flow?.type === "m.login.sso");
    const base = `${agency.clientUrl.replace(/\/+$/, "")}/_matrix/client/v3/login/sso/redirect`;
    const providers = asArray(sso?.identity_providers)
        .map(asObject)
        .flatMap((provider) => {
            const [id, name] = [asString(provider?.id), asString(provider?.name)];
            if (id === null || !/^[A-Za-z0-9._~-]{1,255}$/.test(id)) return [];
            return [{ name: clip(name ?? id, 255), address: `${base}/${id}?redirectUrl=` }];
        })
        .slice(0, MAX_PROVIDERS);
    return ok({ password: flows.some((flow) => flow?.type === "m.login.password"), providers });
}
