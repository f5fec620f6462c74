import type { CharterWish } from "@valise/clearance";
import type { GateState } from "./createRoomGate.ts";

/** Of a fork, what applies; of one charter, its own words in its own order, so that an unchanged gate stays byte for byte. */
export function presentWish(state: GateState | null): CharterWish | null {
    const charter = state?.charter ?? null;
    const heads = state?.record.pins?.heads ?? [];
    const [head] = heads;
    if (charter === null || head === undefined) return null;
    const { room, owner, phase, exercise, retention, graceS, cells, lowerBy } = charter;
    const { epoch: _epoch, iat: _iat, room: _room, ...own } = head.gate;
    const { label, ceiling, admission, agencies, admit, roles, history } = charter;
    const [role] = roles;
    const joined = {
        ...{ pol: label.pol, lvl: label.lvl, cat: copyOf(label.cat), ceiling, admission },
        ...{ agencies: [...agencies], admit: [...admit] },
        present: role === undefined ? { history } : { role, history },
    };
    const gate = heads.length === 1 ? own : joined;
    return { room, owner, phase, exercise, retention, graceS, cells, lowerBy: [...lowerBy], gate };
}
const copyOf = (cat: Readonly<Record<string, readonly string[]>>): Record<string, string[]> =>
    Object.fromEntries(Object.entries(cat).map(([set, values]) => [set, [...values]]));
