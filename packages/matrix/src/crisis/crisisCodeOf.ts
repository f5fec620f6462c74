import type { CrisisCode } from "@valise/bridge";

type Spelt<Kind extends string> = Kind extends `${infer Head}-${infer Rest}`
    ? `${Uppercase<Head>}_${Spelt<Rest>}`
    : Uppercase<Kind>;
/** Only kinds that have a code, a sentence and a next action: a new kind of refusal does not compile without them. */
type Coded<Kind extends string> = `CRS_${Spelt<Kind>}` extends CrisisCode ? Kind : never;

/** The public code of a refusal of the crisis package: `not-addressed` is `CRS_NOT_ADDRESSED`. */
export const crisisCodeOf = <Kind extends string>(kind: Coded<Kind>): string =>
    `CRS_${kind.replaceAll("-", "_").toUpperCase()}`;
