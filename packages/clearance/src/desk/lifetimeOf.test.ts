import { expect, it } from "vitest";
import { lifetimeOf } from "./lifetimeOf.ts";

it("a clearance holds to the end of the day named, else for the days given, and not for a day that is over", () => {
    const noonS = Date.parse("2027-01-14T12:00:00Z") / 1000;
    expect(lifetimeOf("2027-01-14", 90, noonS)).toBe(12 * 3600 - 1);
    expect(lifetimeOf(null, 2, noonS)).toBe(172_800);
    expect(lifetimeOf("2027-01-13", 90, noonS)).toBeNull();
});
