export interface RateLimit {
    readonly perSecond: number;
    readonly burst: number;
}
/** What an agency's manifest asks of its homeserver instead of the shipped limits. */
export interface ServerLimits {
    readonly signIns?: RateLimit | undefined;
    readonly messages?: RateLimit | undefined;
    readonly joins?: RateLimit | undefined;
    readonly invites?: RateLimit | undefined;
    readonly rooms?: RateLimit | undefined;
}

type Settings = Readonly<Record<string, unknown>>;

const rate = ({ perSecond, burst }: RateLimit) => ({ per_second: perSecond, burst_count: burst });

/** The settings with these limits in them; guessing at one account's password stays as slow as shipped. */
export function limitSettings(shipped: Settings, limits: ServerLimits): Settings {
    const { signIns, messages, joins, invites, rooms } = limits;
    const within = (name: string, values: Settings) => ({ [name]: { ...(shipped[name] as Settings), ...values } });
    return {
        ...(signIns && within("rc_login", { address: rate(signIns) })),
        ...(messages && { rc_message: rate(messages) }),
        ...(joins && within("rc_joins", { local: rate(joins), remote: rate(joins) })),
        ...(invites && within("rc_invites", { per_room: rate(invites), per_issuer: rate(invites) })),
        ...(rooms && { rc_room_creation: rate(rooms) }),
    };
}
