import type { MatrixHttp } from "../http/createMatrixHttp.ts";
import { asNumber } from "../json.ts";

/** What one's homeserver takes at most in one upload, so that a larger file is refused before it is kept and sent. */
export interface UploadLimit {
    /** Null while it is not known, or where the server names none. */
    bytes(): number | null;
    /** Asks once a run; after a failure, again with the next call. */
    ask(): Promise<void>;
}

/** `m.upload.size` (client-server 11.10, `media/config`). */
export function createUploadLimit(http: Pick<MatrixHttp, "request">): UploadLimit {
    let limitBytes: number | null = null;
    let asked = false;
    return {
        bytes: () => limitBytes,
        async ask() {
            if (asked) return;
            asked = true;
            const answer = await http.request("GET", "/_matrix/client/v1/media/config");
            asked = answer.ok || answer.error.kind === "answered";
            const size = answer.ok ? asNumber(answer.value["m.upload.size"]) : null;
            if (size !== null && size > 0) limitBytes = size;
        },
    };
}
