import { expect, it } from "vitest";
import { spillCsv } from "./spillCsv.ts";

it("lists a spill's readers under its marking, what is not known as such, and no formula of a note", () => {
    const spill = {
        ...{ userId: "ann", roomId: "!r", eventId: "$e", note: "=wrong room", atMs: 0, known: false },
        readers: [{ userId: "@lena:aa.example", devices: 2, sharedAtMs: 60_000 }],
        moreReaders: 3,
    };
    const csv = spillCsv(spill, { mark: "FR · DR", agencyOf: () => "AA" });
    const about = `FR · DR,ann,!r,$e,1970-01-01T00:00:00.000Z,"'=wrong room"`;
    expect(csv.split("\r\n")).toEqual([
        "marking,sender,room,message,reported,note,agency,user,devices,key_given",
        `${about},AA,"'@lena:aa.example",2,1970-01-01T00:01:00.000Z`,
        `${about},,?,,`,
        `${about},,"'+3",,`,
        "",
    ]);
});
