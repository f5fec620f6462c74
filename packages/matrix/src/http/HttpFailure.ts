/** The bare facts of a request that failed. The same shape as the outbox's `CarryFailure` wants. */
export type HttpFailure =
    /** The server answered, but not with what was asked. `errcode` is null where the body was no Matrix error. */
    | {
          readonly kind: "answered";
          readonly status: number;
          readonly errcode: string | null;
          readonly softLogout: boolean;
          readonly retryAfterMs: number | null;
          readonly retryAfter: string | null;
          readonly body: import("../json.ts").JsonObject | null;
      }
    /** No answer. `reached: false`: the request surely never left. */
    | { readonly kind: "no-answer"; readonly reached: boolean; readonly cause: unknown }
    | { readonly kind: "cancelled" };
