import { expect, it } from "vitest";
import { markedFileName } from "./markedFileName.ts";

it("puts the portion mark first in a file's name, with nothing in it that a file system takes for a path", () => {
    expect(markedFileName("(VS-NfD)", "plan.txt")).toBe("(VS-NfD) plan.txt");
    expect(markedFileName("(S//REL TO FRA, DEU)", "plan.txt")).toBe("(S-REL-TO-FRA-DEU) plan.txt");
    expect(markedFileName("(..\\\u202eX:é)", "plan.txt")).toBe("(-X-é) plan.txt");
    expect(markedFileName(null, "plan.txt")).toBe("plan.txt");
});
